#include "instruction_set.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

bool assay_processor_has_avx512(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}

static assay_instruction_set processor_set(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#if defined(ASSAY_EMULATE_AVX512)
  return has_avx2 ? ASSAY_AVX512 : ASSAY_PORTABLE;
#else
  if (assay_processor_has_avx512()) return ASSAY_AVX512;
  return has_avx2 ? ASSAY_AVX2 : ASSAY_PORTABLE;
#endif
#else
  return ASSAY_PORTABLE;
#endif
}

assay_instruction_set assay_limited_instruction_set(assay_instruction_set set, const char *name) {
  static const char *const names[] = {"portable", "avx2", "avx512"};
  for (int limit = ASSAY_PORTABLE; limit < (int)set; ++limit) {
    if (name && strcmp(name, names[limit]) == 0) return (assay_instruction_set)limit;
  }
  return set;
}

assay_instruction_set assay_best_instruction_set(void) {
  static atomic_int known = -1;  // found out once; threads that come together find the same
  int best = atomic_load_explicit(&known, memory_order_relaxed);
  if (best < 0) {
    best = assay_limited_instruction_set(processor_set(), getenv("ASSAY_INSTRUCTIONS"));
    atomic_store_explicit(&known, best, memory_order_relaxed);
  }
  return (assay_instruction_set)best;
}

bool assay_instructions_are_limited(void) { return assay_best_instruction_set() < processor_set(); }
