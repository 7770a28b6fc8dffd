#ifndef ASSAY_KERNEL_CLONES_H
#define ASSAY_KERNEL_CLONES_H

/// Compiles a function once per instruction set and picks one when the program starts.
#if defined(__x86_64__)
#define ASSAY_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ASSAY_CLONES
#endif

#endif
