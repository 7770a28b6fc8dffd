#include "adam.h"

#define KERNEL "adam_kernel.h"
#include "compile_for_each.h"

void assay_adam_step(
    assay_instruction_set set, const assay_adam *rule, float *parameters, const float *gradients, float *means,
    float *squares, size_t count) {
  DISPATCH(set, adam_step, rule, parameters, gradients, means, squares, count);
}
