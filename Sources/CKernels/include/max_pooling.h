#ifndef ASSAY_MAX_POOLING_H
#define ASSAY_MAX_POOLING_H

#include <stddef.h>

/// Largest values over square windows of `[row][column][channel]` activations.
typedef struct {
  /// The first channel of input pixel (0, 0); floats from one row to the next; rows and columns.
  const float *input;
  size_t input_row, input_height, input_width;
  /// The first channel of output pixel (0, 0); floats from one row to the next; columns.
  float *output;
  size_t output_row, output_width;
  /// Channels, a multiple of 8; also the floats from one pixel to the next.
  size_t channels;
  /// Pixels along one side of a window, between windows, and by which the first window begins outside the input.
  size_t window, stride, padding;
} assay_max_pooling;

/// Computes output rows `first_row..<end_row`; what a window has outside the input takes no part.
void assay_max_pool(const assay_max_pooling *pooling, size_t first_row, size_t end_row);

#endif
