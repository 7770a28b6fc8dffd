#include "gelu.h"

#define KERNEL "gelu_kernel.h"
#include "compile_for_each.h"

void assay_gelu(assay_instruction_set set, const float *values, size_t count, float *result) {
  DISPATCH(set, gelu, values, count, result);
}

void assay_gelu_backward(
    assay_instruction_set set, const float *values, const float *output_gradients, size_t count,
    float *input_gradients) {
  DISPATCH(set, gelu_backward, values, output_gradients, count, input_gradients);
}

void assay_gelu_both(
    assay_instruction_set set, const float *values, const float *output_gradients, size_t count, float *results,
    float *input_gradients) {
  DISPATCH(set, gelu_both, values, output_gradients, count, results, input_gradients);
}
