#ifndef ASSAY_FINE_DISTANCE_H
#define ASSAY_FINE_DISTANCE_H

#include <stddef.h>
#include <stdint.h>

// Rows rounded to 16 bits take half the memory of floats and still tell distances to four digits. A row is its integers
// times a scale of its own.

/// What is known of a vector rounded to 16 bits.
typedef struct {
  /// The value of 1; 0 for a vector of zeros, or of numbers too small or too large to be scaled.
  float scale;
  /// At least the length of what rounding changed, and of what a kernel's own rounding can change in the vector.
  float error;
} assay_fine_rounding;

/// Rounds a vector to integers of a magnitude up to 32,767.
assay_fine_rounding assay_round_to_shorts(const float *values, size_t count, int16_t *target);

/// The squared distances of a vector to four rounded rows that `indices` names.
///
/// Rows lie `width` integers apart; `scales` has the value of 1 in each. While four are measured, those that come next are
/// fetched, as far as `known` indices are known. A distance is off by no more than `assay_fine_tolerance` says, as a share of
/// itself, besides what the error of the row accounts for. Its last bits depend on the processor.
void assay_fine_distances(
    const float *vector, const int16_t *rows, const float *scales, size_t width, size_t depth,
    const int32_t *indices, size_t known, float *distances);

/// By what share of itself a squared distance in so many features can be off, as `assay_fine_distances` and
/// `assay_squared_distance` compute it and after a few roundings more.
static inline float assay_fine_tolerance(size_t depth) { return (float)(depth / 16 + 32) * 0x1p-24f; }

#endif
