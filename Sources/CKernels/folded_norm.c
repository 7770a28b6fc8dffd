#include "folded_norm.h"

#define KERNEL "folded_norm_kernel.h"
#include "compile_for_each.h"

void assay_fold_norm(
    assay_instruction_set set, const float *weights, size_t outputs, size_t inputs, const float *gains,
    const float *offsets, const float *biases, float *folded, float *folded_biases) {
  DISPATCH(set, fold_norm, weights, outputs, inputs, gains, offsets, biases, folded, folded_biases);
}

void assay_unfold_norm(
    assay_instruction_set set, const float *weights, size_t outputs, size_t inputs, const float *gains,
    const float *offsets, const float *folded_gradients, const float *bias_gradients, float *weight_gradients,
    float *gain_gradients, float *offset_gradients) {
  DISPATCH(
      set, unfold_norm, weights, outputs, inputs, gains, offsets, folded_gradients, bias_gradients,
      weight_gradients, gain_gradients, offset_gradients);
}

void assay_add_transposed(
    assay_instruction_set set, const float *rows, size_t count, size_t width, float *target, size_t stride) {
  DISPATCH(set, add_transposed, rows, count, width, target, stride);
}
