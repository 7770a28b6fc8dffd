#ifndef ASSAY_ROW_DISTANCE_H
#define ASSAY_ROW_DISTANCE_H

#include <stddef.h>
#include <stdint.h>

/// The squared Euclidean distance of two vectors, from their differences.
///
/// Sixteen partial sums, one for each index modulo 16, are added up in pairs eight, four, two and one apart.
/// Products are rounded before they are added, so every processor gives the same bits.
float assay_squared_distance(const float *left, const float *right, size_t count);

enum { ASSAY_DISTANCE_ROWS = 4 };

/// The squared distances of a vector to the first ASSAY_DISTANCE_ROWS rows that `indices` names, each as
/// `assay_squared_distance` has it.
///
/// Rows lie `width` floats apart, in no order that the processor could foresee. Four are read side by side, so that one does
/// not wait for the start of another, and in the meantime as many that come next are fetched, as far as `known` of them
/// are known.
void assay_squared_distances(
    const float *vector, const float *rows, size_t width, size_t depth, const int32_t *indices, size_t known,
    float *distances);

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
