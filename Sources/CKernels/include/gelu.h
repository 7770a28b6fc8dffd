#ifndef ASSAY_GELU_H
#define ASSAY_GELU_H

#include <stddef.h>

#include "instruction_set.h"

// The Gaussian error linear unit x P(x), P the normal distribution function (Hendrycks & Gimpel 2016). P comes from
// Abramowitz & Stegun 7.1.26, to 1e-7.

/// Writes the unit's value for each of `count` numbers; `result` may be `values`.
void assay_gelu(assay_instruction_set set, const float *values, size_t count, float *result);

/// Writes `output_gradients` times the unit's derivative at `values`; the result may be either of them.
void assay_gelu_backward(
    assay_instruction_set set, const float *values, const float *output_gradients, size_t count,
    float *input_gradients);

/// Both of the above at once, which costs little more than either.
void assay_gelu_both(
    assay_instruction_set set, const float *values, const float *output_gradients, size_t count, float *results,
    float *input_gradients);

#endif
