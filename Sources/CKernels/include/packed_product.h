#ifndef ASSAY_PACKED_PRODUCT_H
#define ASSAY_PACKED_PRODUCT_H

#include <stddef.h>

#include "instruction_set.h"

/// A product of a matrix with one that was packed before: `left`, `[rows][depth]`, by `[depth][columns]`.
///
/// To each element the bias of its column and the addend are added; then it is rectified if asked for. What is NULL is left
/// out. Either the elements go to `result`, or the largest of each column to `maxima`.
typedef struct {
  /// The left matrix; its rows lie `left_stride` floats apart. When it is transposed, that is what lies in memory is
  /// `[depth][rows]`, then those rows do.
  const float *left;
  size_t left_stride;
  int is_left_transposed;
  size_t rows, columns, depth;
  /// The right matrix as `assay_pack_product` writes it; 0 stands for panels without gaps.
  const float *panels;
  size_t panel_stride;
  /// `[columns]`.
  const float *biases;
  /// `[rows][columns]`, its rows `result_stride` floats apart; it may be `result`.
  const float *addend;
  /// Whether negative elements become 0.
  int is_rectified;
  /// `[rows][columns]`, its rows `result_stride` floats apart.
  float *result;
  size_t result_stride;
  /// `[columns]`; when not NULL, `result` is not written, and `rows` is at least 1.
  float *maxima;
} assay_product;

/// The columns of one panel; the last panel is padded with zeros.
size_t assay_panel_columns(assay_instruction_set set);

/// Packs a matrix as `[panels][depth][assay_panel_columns]`, the last panel filled up with zeros.
///
/// The element at `(k, column)` is `right[k * depth_stride + column * column_stride]`, so that a matrix and its
/// transpose pack alike.
void assay_pack_product(
    assay_instruction_set set, const float *right, size_t depth, size_t columns, size_t depth_stride,
    size_t column_stride, float *packed);

/// The same with `panel_stride` floats from one panel to the next, so that a matrix can be packed some rows at a time.
void assay_pack_panels(
    assay_instruction_set set, const float *right, size_t depth, size_t columns, size_t depth_stride,
    size_t column_stride, float *packed, size_t panel_stride);

/// The rows of one register tile.
size_t assay_tile_rows(assay_instruction_set set);

/// Packs the rows of a transposed left matrix, `[count][width]` in memory and `stride` floats apart, tile by tile:
/// `[tiles][count][assay_tile_rows]`, with `tile_stride` floats from one tile to the next.
///
/// A tile is then a transposed left matrix whose rows lie next to each other; long products read it much faster. What lies
/// beyond the last column of `rows` is not written.
void assay_pack_tiles(
    assay_instruction_set set, const float *rows, size_t count, size_t width, size_t stride, float *packed,
    size_t tile_stride);

/// Computes a product on the calling thread; the set must be the one that `panels` was packed for.
void assay_packed_product(assay_instruction_set set, const assay_product *product);

#endif
