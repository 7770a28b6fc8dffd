#ifndef ASSAY_WINOGRAD_H
#define ASSAY_WINOGRAD_H

#include <stdbool.h>
#include <stddef.h>

#include "convolution.h"
#include "instruction_set.h"

// Winograd's minimal filtering (Lavin & Gray, arXiv 1509.09308) for 3 x 3 windows and stride 1: an output tile of
// `side` x `side` pixels is computed from `(side + 2)^2` products, in place of `9 side^2`.
enum {
  /// The most tiles that one call of `assay_winograd_multiply` may cover.
  ASSAY_WINOGRAD_TILES = 56,
  /// The most input channels, and the most floats of transformed weights, of a convolution that keeps them.
  ASSAY_WINOGRAD_KEPT_CHANNELS = 128,
  ASSAY_WINOGRAD_KEPT_FLOATS = 1 << 18,
};

/// One convolution in tiles.
typedef struct {
  /// Output pixels along one side of a tile: 2 or 4.
  size_t side;
  /// Tiles down and across; together they cover the output.
  size_t tile_rows, tile_columns;
  /// The window of output pixel (0, 0); readable `side * tile_rows + 2` rows and as many columns as tiles need.
  const float *input;
  /// Floats from one input row to the next.
  size_t input_row;
  /// Input channels, a multiple of 16; also the floats from one input pixel to the next.
  size_t channels;
  /// The transformed input, `[(side + 2)^2][tiles][channels]`; not needed with kept weights.
  float *transformed;
  /// Floats from one of its matrices to the next.
  size_t matrix_stride;
  /// `[panels][channels][9][16]`, aligned to 64 bytes; transformed on the way, which costs less than reading four
  /// times as many transformed weights from memory.
  const float *weights;
  /// Panels of output channels.
  size_t panels;
  /// Where transformed weights are kept, `[panels][(side + 2)^2][channels + 1][16]`, or null.
  float *kept;
  /// `[panels][16]`.
  const float *bias;
  /// Added before rectification, or null; floats from one row and one pixel to the next.
  const float *residual;
  size_t residual_row, residual_pixel;
  /// The first channel of output pixel (0, 0); floats from one row and one pixel to the next.
  float *output;
  size_t output_row, output_pixel;
  /// Output rows and columns; the last tiles may reach beyond them.
  size_t height, width;
  /// Whether negative outputs become zero.
  bool rectified;
} assay_winograd;

/// Transforms the input of tile rows `first_row..<end_row`.
void assay_winograd_transform(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_row, size_t end_row);

/// Multiplies the transformed input of tiles `first_tile..<end_tile`, numbered row by row, by the panels
/// `first_panel..<end_panel`, both even, and transforms the products to outputs.
///
/// Needs up to 420 KB of stack. A set that the processor lacks is replaced by its best one. Rounding depends on
/// the instruction set.
void assay_winograd_multiply(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_tile, size_t end_tile,
    size_t first_panel, size_t end_panel);

/// Transforms and keeps the weights of the panels `first_panel..<end_panel`.
void assay_winograd_keep(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_panel, size_t end_panel);

/// Computes the output of tiles `first_tile..<end_tile` from weights that were kept, by the same sums.
///
/// For convolutions of at most `ASSAY_WINOGRAD_KEPT_CHANNELS` input channels; needs up to 330 KB of stack.
void assay_winograd_convolve(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_tile, size_t end_tile);

#endif
