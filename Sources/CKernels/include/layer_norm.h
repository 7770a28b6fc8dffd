#ifndef ASSAY_LAYER_NORM_H
#define ASSAY_LAYER_NORM_H

#include <stddef.h>

#include "instruction_set.h"

/// Normalises each of `count` rows of `width` to mean 0 and variance 1, then scales and shifts each column (Ba et al. 2016).
///
/// `epsilon` is added to the variance. `result` may be `rows`. The mean and the inverse deviation of each row are written
/// to `statistics`, `[count][2]`, unless it is NULL.
void assay_layer_norm(
    assay_instruction_set set, const float *rows, size_t count, size_t width, const float *gains,
    const float *biases, float epsilon, float *result, float *statistics);

/// The gradients of `assay_layer_norm`.
///
/// Writes `input_gradients`, `[count][width]`, and adds to `gain_gradients` and `bias_gradients`, `[width]`, in row order.
void assay_layer_norm_backward(
    assay_instruction_set set, const float *rows, const float *output_gradients, const float *statistics,
    size_t count, size_t width, const float *gains, float *input_gradients, float *gain_gradients,
    float *bias_gradients);

/// Normalises each row to mean 0 and variance 1 and no more, and writes the inverse deviations, `[count]`.
void assay_normalize(
    assay_instruction_set set, const float *rows, size_t count, size_t width, float epsilon, float *result,
    float *inverses);

/// Writes `addend` plus the gradient with respect to the rows, given the normalised rows and the gradient with respect to them.
void assay_normalize_backward(
    assay_instruction_set set, const float *normal, const float *gradients, const float *inverses, size_t count,
    size_t width, const float *addend, float *result);

/// Adds the rows of `[count][width]`, `stride` floats apart, to `sums`, `[width]`, in row order.
void assay_add_column_sums(
    assay_instruction_set set, const float *rows, size_t count, size_t width, size_t stride, float *sums);

#endif
