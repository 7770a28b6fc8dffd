#ifndef ASSAY_TARGET_CLONES_H
#define ASSAY_TARGET_CLONES_H

/// Compiles a function once for each instruction set; the first call picks the best one that the processor has.
#if defined(__x86_64__)
#define ASSAY_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ASSAY_CLONES
#endif

#endif
