#ifndef ASSAY_ROW_DISTANCE_H
#define ASSAY_ROW_DISTANCE_H

#include <stddef.h>

/// The squared Euclidean distance of two vectors, from their differences.
///
/// Sixteen partial sums, one for each index modulo 16, are added up in pairs eight, four, two and one apart.
/// Products are rounded before they are added, so every processor gives the same bits.
float assay_squared_distance(const float *left, const float *right, size_t count);

/// The squared length of a vector, added in double precision, so that its error is that of one rounding.
float assay_squared_length(const float *vector, size_t count);

/// Lowers each `minima[i]` to the squared distance between row `i` and `center` where that is smaller.
///
/// Returns the first position of the largest minimum after that. `rows` is `[count, depth]`, `count` at least 1.
size_t assay_lower_to_distance(
    const float *rows, size_t count, size_t depth, const float *center, float *minima);

/// The smallest of `count` numbers, +infinity when there is none.
float assay_minimum(const float *values, size_t count);

#endif
