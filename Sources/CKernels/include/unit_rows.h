#ifndef ASSAY_UNIT_ROWS_H
#define ASSAY_UNIT_ROWS_H

#include <stddef.h>

#include "instruction_set.h"

/// The gradient of a row with respect to what it was before it was scaled to length one.
///
/// Writes `(gradient - unit (unit . gradient)) * inverse_length`, `width` floats; the result may be the gradient.
void assay_unit_row_backward(
    assay_instruction_set set, const float *unit, const float *gradient, size_t width, float inverse_length,
    float *result);

/// Writes `factor` times `count` numbers.
void assay_scale(assay_instruction_set set, const float *values, float factor, size_t count, float *result);

/// Writes `factor` times the differences of two rows.
void assay_scaled_difference(
    assay_instruction_set set, const float *first, const float *second, float factor, size_t count, float *result);

/// Adds `factor` times `count` numbers to others, one by one.
void assay_add_scaled(assay_instruction_set set, const float *values, float factor, size_t count, float *sums);

#endif
