#ifndef ASSAY_SOFT_MAX_H
#define ASSAY_SOFT_MAX_H

#include <stddef.h>

#include "instruction_set.h"

// All matrices are `[count][width]` without gaps, `width` at least 1.

/// Replaces each row of scores by the soft-max of `scale` times the row.
///
/// The logarithm of each row's sum of exponentials is written to `logarithms`, `[count]`, unless it is NULL.
void assay_soft_max(
    assay_instruction_set set, float *scores, size_t count, size_t width, float scale, float *logarithms);

/// Replaces scores by what `assay_soft_max` made of them, given the logarithms that it wrote.
void assay_soft_max_again(
    assay_instruction_set set, float *scores, size_t count, size_t width, float scale,
    const float *logarithms);

/// Turns gradients of probabilities into gradients of the scores, in place.
///
/// `products` holds for each row the sum of its probabilities times their gradients.
void assay_soft_max_backward(
    assay_instruction_set set, const float *probabilities, float *gradients, size_t count, size_t width,
    float scale, const float *products);

/// The dot product of each row of `left` with that of `right`; rows lie `stride` floats apart.
void assay_row_products(
    assay_instruction_set set, const float *left, const float *right, size_t count, size_t width, size_t stride,
    float *products);

#endif
