#ifndef ASSAY_VECTOR_LANES_H
#define ASSAY_VECTOR_LANES_H

/// Lanes in one vector: eight signals are worked on side by side.
enum { ASSAY_LANES = 8 };

/// Compiles a function once for each instruction set, chosen when the program is loaded.
#if defined(__x86_64__) && defined(__linux__)
#define ASSAY_FOR_EACH_INSTRUCTION_SET \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ASSAY_FOR_EACH_INSTRUCTION_SET
#endif

#endif
