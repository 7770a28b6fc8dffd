#ifndef ASSAY_NEAREST_POINTS_H
#define ASSAY_NEAREST_POINTS_H

#include <stddef.h>
#include <stdint.h>

/// The squared distance of two points is (dx dx + dy dy) + dz dz in single precision, everywhere.

/// A squared distance within which at least `wanted` points of a window lie; infinite when it has fewer.
///
/// `x`, `y` and `z` point at the window's first pixel in planes of `stride` floats per row where missing
/// points are NaN. The window has `rows` rows of `columns` pixels, a multiple of 8. `guess` is a squared
/// distance to start the search from. `scratch` holds `rows * columns` floats.
float assay_window_bound(const float *x, const float *y, const float *z, size_t stride, size_t rows,
                         size_t columns, const float *query, size_t wanted, float guess,
                         float *scratch);

/// The boxes that come within a distance of another box.
///
/// `boxes` is `[6][stride]`: the least x, y, z and the greatest x, y, z; an empty box has infinity and
/// -infinity. Looks at the boxes in `first ..< first + count`, writes the positions of those whose gap to
/// `box` is at most `squared_reach` to `found`, and returns how many there are.
size_t assay_near_boxes(const float *boxes, size_t stride, size_t first, size_t count, const float *box,
                        float squared_reach, int32_t *found);

/// The nearest of some points: at most `wanted` within `squared_limit`, of equally far ones those with the
/// lowest numbers.
///
/// `x`, `y`, `z` and `numbers` are `[count]`; coordinates that are NaN are passed over. `guess` is a squared
/// distance to start the search from. `scratch` holds `count` floats. Writes numbers and squared distances,
/// ascending when there are `keys` (memory for twice `wanted`), in any order when it is null. Returns how many.
size_t assay_nearest_points(const float *x, const float *y, const float *z, const int32_t *numbers,
                            size_t count, const float *query, size_t wanted, float guess,
                            float squared_limit, float *scratch, uint64_t *keys, int32_t *found,
                            float *squared_distances);

#endif
