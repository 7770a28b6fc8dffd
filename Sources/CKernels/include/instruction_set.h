#ifndef ASSAY_INSTRUCTION_SET_H
#define ASSAY_INSTRUCTION_SET_H

#include <stdbool.h>

/// The instruction sets that kernels are compiled for, poorest first.
typedef enum {
  ASSAY_PORTABLE = 0,
  ASSAY_AVX2 = 1,    // with FMA
  ASSAY_AVX512 = 2,  // F, BW, DQ and VL
} assay_instruction_set;

// What the AVX-512 versions are compiled for. With `-Xcc -DASSAY_EMULATE_AVX512` they are compiled for AVX2 and
// taken wherever AVX2 is: the same source with the same sixteen lanes, so that tests run it on any machine.
#if defined(ASSAY_EMULATE_AVX512)
#define ASSAY_AVX512_FEATURES "avx2,fma"
#else
#define ASSAY_AVX512_FEATURES "avx512f,avx512bw,avx512dq,avx512vl,fma"
#endif

/// The richest instruction set that kernels may use: the processor's, or a poorer one named by the environment variable
/// ASSAY_INSTRUCTIONS (`portable`, `avx2` or `avx512`) when the program started to use kernels.
///
/// It does not concern loops that the compiler vectorises: those give the same bits in every set.
assay_instruction_set assay_best_instruction_set(void);

/// Whether the environment keeps kernels from the processor's own set.
bool assay_instructions_are_limited(void);

/// Whether the processor itself has AVX-512, whatever kernels may use.
bool assay_processor_has_avx512(void);

/// The poorer of a set and the one of that name; NULL and unknown names leave the set as it is.
assay_instruction_set assay_limited_instruction_set(assay_instruction_set set, const char *name);

/// The best set of this processor that is not richer than `set`.
static inline assay_instruction_set assay_usable_instruction_set(assay_instruction_set set) {
  const assay_instruction_set best = assay_best_instruction_set();
  return set < best ? set : best;
}

/// Tells the processor that this thread only waits for another.
static inline void assay_spin_hint(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
