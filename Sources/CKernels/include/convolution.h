#ifndef ASSAY_CONVOLUTION_H
#define ASSAY_CONVOLUTION_H

#include <stdbool.h>
#include <stddef.h>

#include "instruction_set.h"

// Activations are `[row][column][channel]` inside a border of zeros, so that a window that hangs over the edge
// needs no test. Weights are packed in panels of 16 output channels, `[panel][window position][16]`: one load
// takes the weights of one window position for 16 outputs. Vector code works on panels in pairs, so output
// channels come in multiples of 32.
enum {
  ASSAY_PANEL_CHANNELS = 16,
  ASSAY_PANEL_PAIR_CHANNELS = 2 * ASSAY_PANEL_CHANNELS,
};

/// What one output pixel sums over: a window of an input.
///
/// Window columns and input channels are neighbours in memory, so a window is a few contiguous runs.
typedef struct {
  /// The first float of the window of output pixel (0, 0).
  const float *input;
  /// Floats from the window of one output pixel to that of the next below, and to the right.
  size_t row, pixel;
  /// Runs in a window, floats from one run to the next, and floats in a run.
  size_t runs, run_stride, run_length;
} assay_convolution_source;

/// One convolution: `output = max(0, bias + residual + sum over windows)`.
typedef struct {
  /// One input, or two whose sums are added (the shortcut of a residual block).
  assay_convolution_source sources[2];
  size_t source_count;
  /// `[panels][positions of all sources][16]`, aligned to 64 bytes.
  const float *weights;
  /// `[panels][16]`.
  const float *bias;
  /// Added before rectification, or null; floats from one row and one pixel to the next.
  const float *residual;
  size_t residual_row, residual_pixel;
  /// The first channel of output pixel (0, 0); floats from one row and one pixel to the next.
  float *output;
  size_t output_row, output_pixel;
  /// Output columns, output pixels, and panels of output channels.
  size_t width, pixels, panels;
  /// Whether negative outputs become zero.
  bool rectified;
} assay_convolution;

/// Computes output pixels `first_pixel..<end_pixel`, numbered row by row, of the channels of panels
/// `first_panel..<end_panel`, both even.
///
/// While all panels are computed, the pixels after these are fetched; while some are, the panels after these: calls
/// go on from there, or have both in the cache. A set that the processor lacks is replaced by its best one. Rounding
/// depends on the instruction set.
void assay_convolve(
    assay_instruction_set set, const assay_convolution *convolution, size_t first_pixel, size_t end_pixel,
    size_t first_panel, size_t end_panel);

#endif
