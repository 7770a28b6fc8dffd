#ifndef ASSAY_GROUP_MINIMA_H
#define ASSAY_GROUP_MINIMA_H

#include <stddef.h>

#include "instruction_set.h"

// Rows to search are packed in panels of 16: `[panel][depth][16]`, so that one load takes the same feature of
// several rows. Eight panels make a tile. Row `128 t + 16 p + l` belongs to group `16 t + l`: a group is
// one lane of a tile, and a running minimum over a tile needs no step across lanes.
enum {
  ASSAY_PANEL_ROWS = 16,
  ASSAY_TILE_PANELS = 8,
  ASSAY_TILE_ROWS = ASSAY_PANEL_ROWS * ASSAY_TILE_PANELS,
  ASSAY_TILE_GROUPS = ASSAY_PANEL_ROWS,
};

/// The features of one modality, of the rows that are searched and of a block of queries.
typedef struct {
  /// `[tiles * 8][depth][16]`.
  const float *panels;
  /// The squared length of each row, `[tiles * 128]`; +infinity for a row that takes no part.
  const float *norms;
  /// The queries as `assay_pack_queries` writes them.
  const float *queries;
  /// Features, at least 1.
  size_t depth;
} assay_modality;

/// The queries that one register tile holds; blocks of queries are padded to a multiple of it.
size_t assay_query_group(assay_instruction_set set);

/// Packs `count` queries, `stride` apart, as `[groups][depth][assay_query_group]`, with zeros at the end.
void assay_pack_queries(
    assay_instruction_set set, const float *queries, size_t count, size_t stride, size_t depth,
    float *packed);

/// For each query and each group of rows the smallest `|row|^2 - 2 row . query`, the squared distance less
/// the squared length of the query.
///
/// One modality gives `minima[query][group]`; two give three such blocks, of the first, the second and the sum
/// of both, in one pass. `groups` counts query groups; `tiles` tiles of rows. A set that the processor lacks
/// is replaced by its best one. Rounding depends on the instruction set.
void assay_group_minima(
    assay_instruction_set set, const assay_modality *modalities, size_t modality_count, size_t groups,
    size_t tiles, float *minima);

#endif
