#ifndef ASSAY_SOFT_MAX_H
#define ASSAY_SOFT_MAX_H

#include <stddef.h>

#include "instruction_set.h"

/// Replaces each row of scores, `[count][width]` without gaps and `width` at least 1, by the soft-max of `scale` times the row.
void assay_soft_max(assay_instruction_set set, float *scores, size_t count, size_t width, float scale);

#endif
