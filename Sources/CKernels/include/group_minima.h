#ifndef ASSAY_GROUP_MINIMA_H
#define ASSAY_GROUP_MINIMA_H

#include <stddef.h>
#include <stdint.h>

#include "instruction_set.h"

// Rows to search are 16-bit integers times a scale of their own, because processors multiply and add integers of
// that size faster than floats. Their dot products are exact in 32 bits: no vector is longer than 46,340, the root
// of 2^31. What rounding to integers costs is known for each vector, so it bounds the error of a distance.
//
// Rows are packed in panels of 16: `[panel][pair][16][2]`, pairs of features side by side. Eight panels make a
// tile. Row `128 t + 16 p + l` belongs to group `16 t + l`: a group is one lane of a tile, and a running
// minimum over a tile needs no step across lanes.
enum {
  ASSAY_PANEL_ROWS = 16,
  ASSAY_TILE_PANELS = 8,
  ASSAY_TILE_ROWS = ASSAY_PANEL_ROWS * ASSAY_TILE_PANELS,
  ASSAY_TILE_GROUPS = ASSAY_PANEL_ROWS,
};

/// The features of one modality, of the rows that are searched and of a block of queries.
typedef struct {
  /// `[tiles * 8][pairs][16][2]`.
  const int16_t *panels;
  /// The value of 1 in each row, `[tiles * 128]`.
  const float *scales;
  /// The squared length of each row, `[tiles * 128]`; +infinity for a row that takes no part.
  const float *norms;
  /// The queries, `[groups][pairs][assay_query_group][2]`.
  const int16_t *queries;
  /// The value of 1 in each query, `[groups * assay_query_group]`.
  const float *query_scales;
  /// Pairs of features, at least 1.
  size_t pairs;
} assay_modality;

/// The queries that one register tile holds; blocks of queries are padded to a multiple of it.
size_t assay_query_group(assay_instruction_set set);

/// A vector rounded to 16-bit integers.
typedef struct {
  /// The value of 1; 0 for a vector of zeros, or of numbers too large to be squared.
  float scale;
  /// At least the length of what rounding changed; +infinity for numbers too large.
  float error;
} assay_rounding;

/// Rounds a vector to integers, feature `k` to `target[k / 2 * pair_stride + k % 2]`; an odd one is paired with 0.
assay_rounding assay_round_to_integers(
    const float *values, size_t count, size_t pair_stride, int16_t *target);

/// The 32-bit integers of scratch memory that `assay_group_minima` needs.
size_t assay_group_minima_scratch(assay_instruction_set set, size_t modality_count, size_t groups);

/// For each query and each group of rows the smallest `|row|^2 - 2 row . query`, of the rounded vectors: about the
/// squared distance less the squared length of the query.
///
/// One modality gives `minima[query][group]`; two give three such blocks, of the first, the second and the sum
/// of both, in one pass. `groups` counts query groups; `tiles` tiles of rows. A set that the processor lacks
/// is replaced by its best one. Rounding of the sums depends on the instruction set.
void assay_group_minima(
    assay_instruction_set set, const assay_modality *modalities, size_t modality_count, size_t groups,
    size_t tiles, int32_t *scratch, float *minima);

#endif
