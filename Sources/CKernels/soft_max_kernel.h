#include <math.h>

#include "vector_kernel.h"

INLINE float NAME(row_maximum)(const float *row, size_t width) {
  VECTOR maxima[4] = {(VECTOR)(-INFINITY), (VECTOR)(-INFINITY), (VECTOR)(-INFINITY), (VECTOR)(-INFINITY)};
  size_t column = 0;
  for (; column + 4 * LANES <= width; column += 4 * LANES) {
    for (int part = 0; part < 4; ++part) {
      maxima[part] = __builtin_elementwise_max(maxima[part], NAME(load)(row + column + part * LANES));
    }
  }
  maxima[0] = __builtin_elementwise_max(maxima[0], maxima[1]);
  maxima[2] = __builtin_elementwise_max(maxima[2], maxima[3]);
  float maximum = NAME(largest)(__builtin_elementwise_max(maxima[0], maxima[2]));
  for (; column < width; ++column) maximum = row[column] > maximum ? row[column] : maximum;
  return maximum;
}

/// Replaces a row by exp(scale * (row - shift)) and returns the sum; powers of two take fewer steps.
/// A shift by the largest value gives exactly one there, however large it is.
INLINE float NAME(exponentials)(float *row, size_t width, float scale, float shift) {
  scale *= 1.44269504f;
  VECTOR sums[2] = {(VECTOR)(0.0f), (VECTOR)(0.0f)};
  size_t column = 0;
  for (; column + 2 * LANES <= width; column += 2 * LANES) {
    for (int half = 0; half < 2; ++half) {
      float *place = row + column + half * LANES;
      const VECTOR power = NAME(power_of_two)((NAME(load)(place) - shift) * scale);
      NAME(store)(place, power);
      sums[half] += power;
    }
  }
  float sum = NAME(sum)(sums[0] + sums[1]);
  for (; column < width; column += LANES) {
    const size_t count = width - column < LANES ? width - column : LANES;
    const VECTOR power = NAME(power_of_two)((NAME(load_part)(row + column, count) - shift) * scale);
    NAME(store_part)(row + column, power, count);
    for (size_t lane = 0; lane < count; ++lane) sum += row[column + lane];
  }
  return sum;
}

static void NAME(soft_max)(float *scores, size_t count, size_t width, float scale) {
  for (size_t row = 0; row < count; ++row, scores += width) {
    const float maximum = NAME(row_maximum)(scores, width);
    const float sum = NAME(exponentials)(scores, width, scale, maximum);
    const float inverse = 1.0f / sum;
    for (size_t column = 0; column < width; ++column) scores[column] *= inverse;
  }
}
