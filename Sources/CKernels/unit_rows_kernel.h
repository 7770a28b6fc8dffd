#include "vector_kernel.h"

static void NAME(unit_row_backward)(
    const float *unit, const float *gradient, size_t width, float inverse_length, float *result) {
  VECTOR products = (VECTOR)(0.0f);
  size_t column = 0;
  for (; column + LANES <= width; column += LANES) {
    products += NAME(load)(unit + column) * NAME(load)(gradient + column);
  }
  float product = NAME(sum)(products);
  for (; column < width; ++column) product += unit[column] * gradient[column];
  for (column = 0; column + LANES <= width; column += LANES) {
    const VECTOR rest = NAME(load)(gradient + column) - NAME(load)(unit + column) * product;
    NAME(store)(result + column, rest * inverse_length);
  }
  for (; column < width; ++column) {
    result[column] = (gradient[column] - unit[column] * product) * inverse_length;
  }
}

static void NAME(scale)(const float *restrict values, float factor, size_t count, float *restrict result) {
  for (size_t index = 0; index < count; ++index) result[index] = factor * values[index];
}

static void NAME(scaled_difference)(
    const float *restrict first, const float *restrict second, float factor, size_t count, float *restrict result) {
  for (size_t index = 0; index < count; ++index) result[index] = factor * (first[index] - second[index]);
}

static void NAME(add_scaled)(const float *restrict values, float factor, size_t count, float *restrict sums) {
  for (size_t index = 0; index < count; ++index) sums[index] += factor * values[index];
}
