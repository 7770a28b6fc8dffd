#ifndef ASSAY_FOLDED_NORM_H
#define ASSAY_FOLDED_NORM_H

#include <stddef.h>

#include "instruction_set.h"

// A layer norm followed by a linear layer, W (g n + o) + b for normalised rows n, is the linear layer (W diag g) n + (W o + b).

/// Writes that layer: `folded`, `[outputs][inputs]`, and `folded_biases`, `[outputs]`; `biases` may be NULL.
void assay_fold_norm(
    assay_instruction_set set, const float *weights, size_t outputs, size_t inputs, const float *gains,
    const float *offsets, const float *biases, float *folded, float *folded_biases);

/// Adds the gradients of W, g and o, given those of the folded layer, for some of its outputs.
///
/// `gain_gradients` and `offset_gradients` are `[inputs]`; the gradient of b is that of the folded bias.
void assay_unfold_norm(
    assay_instruction_set set, const float *weights, size_t outputs, size_t inputs, const float *gains,
    const float *offsets, const float *folded_gradients, const float *bias_gradients, float *weight_gradients,
    float *gain_gradients, float *offset_gradients);

/// Adds the transpose of `[count][width]` to `[width][count]`, whose rows lie `stride` floats apart.
void assay_add_transposed(
    assay_instruction_set set, const float *rows, size_t count, size_t width, float *target, size_t stride);

#endif
