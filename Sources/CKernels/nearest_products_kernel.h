#include <math.h>

#include "vector_kernel.h"

/// The smallest value of one query and its first place; -1 when no value is finite.
INLINE int32_t NAME(nearest_to_query)(const float *products, const float *norms, size_t width) {
  VECTOR minima = (VECTOR)(INFINITY);
  NAME(integers) places = (NAME(integers))(-1), place;
  for (int lane = 0; lane < LANES; ++lane) place[lane] = lane;
  size_t row = 0;
  for (; row + LANES <= width; row += LANES, place += LANES) {
    const VECTOR values = NAME(load)(norms + row) - 2.0f * NAME(load)(products + row);
    const NAME(integers) is_smaller = values < minima;
    places = (is_smaller & place) | (~is_smaller & places);
    minima = __builtin_elementwise_min(minima, values);
  }
  float smallest = INFINITY;
  int32_t nearest = -1;
  for (int lane = 0; row > 0 && lane < LANES; ++lane) {
    if (minima[lane] < smallest || (minima[lane] == smallest && places[lane] < nearest)) {
      smallest = minima[lane];
      nearest = places[lane];
    }
  }
  for (; row < width; ++row) {
    const float value = norms[row] - 2.0f * products[row];
    if (value < smallest) {
      smallest = value;
      nearest = (int32_t)row;
    }
  }
  return nearest;
}

static void NAME(nearest_of_products)(
    const float *products, const float *norms, size_t count, size_t width, int32_t *nearest) {
  for (size_t query = 0; query < count; ++query, products += width) {
    nearest[query] = NAME(nearest_to_query)(products, norms, width);
  }
}
