// Compiles the file that KERNEL names once for each instruction set. In it
//   NAME(x)  is the name of x in this version
//   LANES    is the number of floats in a vector
// and after it DISPATCH(set, function, ...) calls the version for an instruction set.
#include "instruction_set.h"

#define NAME(x) x##_portable
#define LANES 4
#include KERNEL
#undef NAME
#undef LANES

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2
#define LANES 8
#include KERNEL
#undef NAME
#undef LANES
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(ASSAY_AVX512_FEATURES))), apply_to = function)
#define NAME(x) x##_avx512
#define LANES 16
#include KERNEL
#undef NAME
#undef LANES
#pragma clang attribute pop

/// Calls the version for a set, or for the processor's best one when it lacks that set.
#define DISPATCH(set, function, ...)                                \
  do {                                                              \
    switch (assay_usable_instruction_set(set)) {                    \
      case ASSAY_AVX512: function##_avx512(__VA_ARGS__); break;     \
      case ASSAY_AVX2: function##_avx2(__VA_ARGS__); break;         \
      default: function##_portable(__VA_ARGS__);                    \
    }                                                               \
  } while (0)

#else

#define DISPATCH(set, function, ...) function##_portable(__VA_ARGS__)

#endif
