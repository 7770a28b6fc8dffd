#ifndef ASSAY_PACKED_PRODUCT_H
#define ASSAY_PACKED_PRODUCT_H

#include <stddef.h>

#include "instruction_set.h"

/// A product of a matrix with one that was packed before: `left`, `[rows][depth]`, by `[depth][columns]`.
///
/// To each element the bias of its column and the addend are added; then it is rectified if asked for. What is NULL is left
/// out. Either the elements go to `result`, or the largest of each column to `maxima`.
typedef struct {
  /// The left matrix; its rows lie `left_stride` floats apart.
  const float *left;
  size_t left_stride;
  size_t rows, columns, depth;
  /// The right matrix as `assay_pack_product` writes it.
  const float *panels;
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

/// Packs a matrix as `[panels][depth][assay_panel_columns]`.
///
/// The element at `(k, column)` is `right[k * depth_stride + column * column_stride]`, so that a matrix and its
/// transpose pack alike.
void assay_pack_product(
    assay_instruction_set set, const float *right, size_t depth, size_t columns, size_t depth_stride,
    size_t column_stride, float *packed);

/// Computes a product on the calling thread; the set must be the one that `panels` was packed for.
void assay_packed_product(assay_instruction_set set, const assay_product *product);

#endif
