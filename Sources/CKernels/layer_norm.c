#include "layer_norm.h"

#define KERNEL "layer_norm_kernel.h"
#include "compile_for_each.h"

void assay_layer_norm(
    assay_instruction_set set, const float *rows, size_t count, size_t width, const float *gains,
    const float *biases, float epsilon, float *result, float *statistics) {
  DISPATCH(set, layer_norm, rows, count, width, gains, biases, epsilon, result, statistics);
}

void assay_layer_norm_backward(
    assay_instruction_set set, const float *rows, const float *output_gradients, const float *statistics,
    size_t count, size_t width, const float *gains, float *input_gradients, float *gain_gradients,
    float *bias_gradients) {
  DISPATCH(
      set, layer_norm_backward, rows, output_gradients, statistics, count, width, gains, input_gradients,
      gain_gradients, bias_gradients);
}

void assay_normalize(
    assay_instruction_set set, const float *rows, size_t count, size_t width, float epsilon, float *result,
    float *inverses) {
  DISPATCH(set, normalize, rows, count, width, epsilon, result, inverses);
}

void assay_normalize_backward(
    assay_instruction_set set, const float *normal, const float *gradients, const float *inverses, size_t count,
    size_t width, const float *addend, float *result) {
  DISPATCH(set, normalize_backward, normal, gradients, inverses, count, width, addend, result);
}

void assay_add_column_sums(
    assay_instruction_set set, const float *rows, size_t count, size_t width, size_t stride, float *sums) {
  DISPATCH(set, add_column_sums, rows, count, width, stride, sums);
}
