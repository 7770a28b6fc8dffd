#include "soft_max.h"

#define KERNEL "soft_max_kernel.h"
#include "compile_for_each.h"

void assay_soft_max(assay_instruction_set set, float *scores, size_t count, size_t width, float scale) {
  DISPATCH(set, soft_max, scores, count, width, scale);
}
