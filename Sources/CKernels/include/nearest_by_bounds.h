#ifndef ASSAY_NEAREST_BY_BOUNDS_H
#define ASSAY_NEAREST_BY_BOUNDS_H

#include <stddef.h>
#include <stdint.h>

/// The row nearest to a query, the first among equals; -1 when no row takes part or no distance is finite.
///
/// `bounds` are lower bounds on the squared distances, from `assay_distance_bounds`. The row with the smallest is measured first,
/// then those whose bound is not above what was found. `rows` is `[count][features]`; `positions` has room for `count`. The
/// squared distance goes to `distance`.
int32_t assay_nearest_by_bounds(
    const float *bounds, size_t count, const float *query, const float *rows, size_t features, int32_t *positions,
    float *distance);

#endif
