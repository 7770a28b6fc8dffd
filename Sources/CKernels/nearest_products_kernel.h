#include <math.h>

#include "vector_kernel.h"

/// The smallest value of one query.
INLINE float NAME(smallest)(const float *products, const float *norms, size_t width) {
  VECTOR minima = (VECTOR)(INFINITY);
  size_t row = 0;
  for (; row + LANES <= width; row += LANES) {
    const VECTOR values = NAME(load)(norms + row) - 2.0f * NAME(load)(products + row);
    minima = __builtin_elementwise_min(minima, values);
  }
  float smallest = -NAME(largest)(-minima);
  for (; row < width; ++row) {
    const float value = norms[row] - 2.0f * products[row];
    smallest = value < smallest ? value : smallest;
  }
  return smallest;
}

static void NAME(nearest_of_products)(
    const float *products, const float *norms, size_t count, size_t width, int32_t *nearest) {
  for (size_t query = 0; query < count; ++query, products += width) {
    const float smallest = NAME(smallest)(products, norms, width);
    nearest[query] = -1;
    if (!(smallest < INFINITY)) continue;
    float best = INFINITY;
    for (size_t row = 0; row < width; ++row) {
      const float value = norms[row] - 2.0f * products[row];
      if (value < best) {
        best = value;
        nearest[query] = (int32_t)row;
        if (value <= smallest) break;
      }
    }
  }
}
