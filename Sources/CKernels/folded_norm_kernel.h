#include "vector_kernel.h"

static void NAME(fold_norm)(
    const float *weights, size_t outputs, size_t inputs, const float *gains, const float *offsets,
    const float *biases, float *folded, float *folded_biases) {
  for (size_t output = 0; output < outputs; ++output, weights += inputs, folded += inputs) {
    VECTOR sums = (VECTOR)(0.0f);
    size_t input = 0;
    for (; input + LANES <= inputs; input += LANES) {
      const VECTOR weight = NAME(load)(weights + input);
      NAME(store)(folded + input, weight * NAME(load)(gains + input));
      sums += weight * NAME(load)(offsets + input);
    }
    float sum = NAME(sum)(sums);
    for (; input < inputs; ++input) {
      folded[input] = weights[input] * gains[input];
      sum += weights[input] * offsets[input];
    }
    folded_biases[output] = (biases != NULL ? biases[output] : 0.0f) + sum;
  }
}

static void NAME(unfold_norm)(
    const float *restrict weights, size_t outputs, size_t inputs, const float *restrict gains,
    const float *restrict offsets, const float *restrict folded_gradients,
    const float *restrict bias_gradients, float *restrict weight_gradients, float *restrict gain_gradients,
    float *restrict offset_gradients) {
  for (size_t output = 0; output < outputs; ++output) {
    const float bias_gradient = bias_gradients[output];
    for (size_t input = 0; input < inputs; ++input) {
      const float gradient = folded_gradients[input], weight = weights[input];
      weight_gradients[input] += gradient * gains[input] + bias_gradient * offsets[input];
      gain_gradients[input] += weight * gradient;
      offset_gradients[input] += weight * bias_gradient;
    }
    weights += inputs;
    folded_gradients += inputs;
    weight_gradients += inputs;
  }
}

static void NAME(add_transposed)(
    const float *restrict rows, size_t count, size_t width, float *restrict target, size_t stride) {
  for (size_t column = 0; column < width; ++column, target += stride) {
    for (size_t row = 0; row < count; ++row) target[row] += rows[row * width + column];
  }
}
