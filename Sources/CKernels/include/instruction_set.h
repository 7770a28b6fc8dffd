#ifndef ASSAY_INSTRUCTION_SET_H
#define ASSAY_INSTRUCTION_SET_H

/// The instruction sets that kernels are compiled for, poorest first.
typedef enum {
  ASSAY_PORTABLE = 0,
  ASSAY_AVX2 = 1,    // with FMA
  ASSAY_AVX512 = 2,  // F, BW, DQ and VL
} assay_instruction_set;

/// The richest instruction set of this processor.
assay_instruction_set assay_best_instruction_set(void);

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
