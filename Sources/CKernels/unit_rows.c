#include "unit_rows.h"

#define KERNEL "unit_rows_kernel.h"
#include "compile_for_each.h"

void assay_unit_row_backward(
    assay_instruction_set set, const float *unit, const float *gradient, size_t width, float inverse_length,
    float *result) {
  DISPATCH(set, unit_row_backward, unit, gradient, width, inverse_length, result);
}

void assay_scale(assay_instruction_set set, const float *values, float factor, size_t count, float *result) {
  DISPATCH(set, scale, values, factor, count, result);
}

void assay_scaled_difference(
    assay_instruction_set set, const float *first, const float *second, float factor, size_t count, float *result) {
  DISPATCH(set, scaled_difference, first, second, factor, count, result);
}

void assay_add_scaled(assay_instruction_set set, const float *values, float factor, size_t count, float *sums) {
  DISPATCH(set, add_scaled, values, factor, count, sums);
}
