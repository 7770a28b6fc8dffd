#include "row_distance.h"

#include <math.h>

#include "target_clones.h"

#define LANES 16
typedef float lanes __attribute__((ext_vector_type(LANES), aligned(4)));
typedef double wide_lanes __attribute__((ext_vector_type(LANES), aligned(8)));

// Without this the compiler would fuse products and sums where the processor can, and the bits would differ.
#pragma STDC FP_CONTRACT OFF

/// Adds the squares of LANES differences.
#define ADD_SQUARES(sums, left, right)                                        \
  do {                                                                        \
    const lanes difference = *(const lanes *)(left) - *(const lanes *)(right); \
    const lanes square = difference * difference;                             \
    (sums) = (sums) + square;                                                 \
  } while (0)

/// Adds the squares of the last differences, fewer than LANES, and adds up the lanes.
static inline __attribute__((always_inline)) float sum_up(
    const lanes *partial, const float *left, const float *right, size_t rest) {
  lanes sums = *partial;
  for (size_t lane = 0; lane < rest; ++lane) {
    const float difference = left[lane] - right[lane];
    const float square = difference * difference;
    sums[lane] = sums[lane] + square;
  }
  for (size_t half = LANES / 2; half > 0; half /= 2) {
    for (size_t lane = 0; lane < half; ++lane) {
      sums[lane] = sums[lane] + sums[lane + half];
    }
  }
  return sums[0];
}

static inline __attribute__((always_inline)) float squared_distance(
    const float *left, const float *right, size_t count) {
  lanes sums = (lanes)(0.0f);
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) ADD_SQUARES(sums, left + index, right + index);
  return sum_up(&sums, left + index, right + index, count - index);
}

ASSAY_CLONES
float assay_squared_distance(const float *left, const float *right, size_t count) {
  return squared_distance(left, right, count);
}

ASSAY_CLONES
void assay_squared_distances(
    const float *vector, const float *rows, size_t width, size_t depth, const int32_t *indices, size_t known,
    float *distances) {
  enum { ROWS = ASSAY_DISTANCE_ROWS };
  const float *some[ROWS], *next[ROWS];
  lanes sums[ROWS];
  for (size_t i = 0; i < ROWS; ++i) {
    some[i] = rows + (size_t)indices[i] * width;
    next[i] = rows + (size_t)indices[ROWS + i < known ? ROWS + i : i] * width;
    sums[i] = (lanes)(0.0f);
  }
  size_t index = 0;
  for (; index + LANES <= depth; index += LANES) {
#pragma clang loop unroll(full)
    for (size_t i = 0; i < ROWS; ++i) {
      __builtin_prefetch(next[i] + index, 0, 2);
      ADD_SQUARES(sums[i], vector + index, some[i] + index);
    }
  }
  for (size_t i = 0; i < ROWS; ++i) {
    distances[i] = sum_up(&sums[i], vector + index, some[i] + index, depth - index);
  }
}

ASSAY_CLONES
float assay_squared_length(const float *vector, size_t count) {
  wide_lanes sums = (wide_lanes)(0.0);
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    const wide_lanes values = __builtin_convertvector(*(const lanes *)(vector + index), wide_lanes);
    const wide_lanes squares = values * values;
    sums = sums + squares;
  }
  double sum = 0;
  for (; index < count; ++index) {
    sum += (double)vector[index] * (double)vector[index];
  }
  for (size_t lane = 0; lane < LANES; ++lane) {
    sum += sums[lane];
  }
  return (float)sum;
}

ASSAY_CLONES
size_t assay_lower_to_distance(
    const float *rows, size_t count, size_t depth, const float *center, float *minima) {
  size_t farthest = 0;
  for (size_t row = 0; row < count; ++row) {
    const float distance = squared_distance(rows + row * depth, center, depth);
    if (distance < minima[row]) {
      minima[row] = distance;
    }
    if (minima[row] > minima[farthest]) {
      farthest = row;
    }
  }
  return farthest;
}

ASSAY_CLONES
float assay_minimum(const float *values, size_t count) {
  lanes smallest = (lanes)(INFINITY);
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    smallest = __builtin_elementwise_min(smallest, *(const lanes *)(values + index));
  }
  float minimum = INFINITY;
  for (size_t lane = 0; lane < LANES; ++lane) {
    minimum = smallest[lane] < minimum ? smallest[lane] : minimum;
  }
  for (; index < count; ++index) {
    minimum = values[index] < minimum ? values[index] : minimum;
  }
  return minimum;
}
