#include "vector_kernel.h"

static void NAME(unit_row_backward)(
    const float *restrict unit, const float *restrict gradient, size_t width, float inverse_length,
    float *restrict result) {
  VECTOR products = (VECTOR)(0.0f);
  size_t column = 0;
  for (; column + LANES <= width; column += LANES) {
    products += NAME(load)(unit + column) * NAME(load)(gradient + column);
  }
  float product = NAME(sum)(products);
  for (; column < width; ++column) product += unit[column] * gradient[column];
  for (column = 0; column < width; ++column) {
    result[column] = (gradient[column] - unit[column] * product) * inverse_length;
  }
}

static void NAME(add_scaled)(const float *restrict values, float factor, size_t count, float *restrict sums) {
  for (size_t index = 0; index < count; ++index) sums[index] += factor * values[index];
}
