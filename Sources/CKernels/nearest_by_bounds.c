#include "nearest_by_bounds.h"

#include <math.h>

#include "distance_bounds.h"
#include "row_distance.h"

typedef struct {
  int32_t row;
  float distance;
} nearest;

/// The nearest of the rows whose bound is not above a limit; a row that takes no part has an infinite bound.
static nearest nearest_within(
    const float *bounds, size_t count, float limit, const float *query, const float *rows, size_t features,
    int32_t *positions) {
  const size_t found = assay_bounds_within(bounds, count, limit, positions);
  nearest best = {-1, INFINITY};
  for (size_t index = 0; index < found; ++index) {
    const int32_t row = positions[index];
    if (bounds[row] == INFINITY) continue;
    const float distance = assay_squared_distance(query, rows + (size_t)row * features, features);
    if (distance < best.distance) best = (nearest){row, distance};
  }
  return best;
}

int32_t assay_nearest_by_bounds(
    const float *bounds, size_t count, const float *query, const float *rows, size_t features, int32_t *positions,
    float *distance) {
  const float least = assay_minimum(bounds, count);
  const nearest first = nearest_within(bounds, count, least, query, rows, features, positions);
  const nearest best = nearest_within(bounds, count, first.distance, query, rows, features, positions);
  *distance = best.distance;
  return best.row;
}
