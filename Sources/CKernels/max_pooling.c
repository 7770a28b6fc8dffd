#include "max_pooling.h"

#include "vector_lanes.h"

typedef float lanes __attribute__((ext_vector_type(ASSAY_LANES), aligned(4)));

/// Channels of a pixel that are compared side by side: sixteen vectors are too many for registers, four too few to hide
/// how long a comparison takes.
enum { VECTORS = 8, CHANNELS = VECTORS * ASSAY_LANES };

/// The part of a window that lies inside the input.
typedef struct {
  size_t first, end;
} extent;

static extent clipped(size_t index, size_t stride, size_t padding, size_t window, size_t size) {
  const size_t start = index * stride;
  const extent inside = {
      .first = start > padding ? start - padding : 0,
      .end = start + window - padding < size ? start + window - padding : size,
  };
  return inside;
}

/// The largest values of some vectors of channels.
static inline __attribute__((always_inline)) void pool_channels(
    const int vectors, const float *input, size_t row_stride, size_t rows, size_t columns, size_t channels,
    float *output) {
  lanes largest[VECTORS];
  for (int v = 0; v < vectors; ++v) largest[v] = *(const lanes *)(input + v * ASSAY_LANES);
  for (size_t row = 0; row < rows; ++row) {
    for (size_t column = 0; column < columns; ++column) {
      const float *pixel = input + row * row_stride + column * channels;
      for (int v = 0; v < vectors; ++v) {
        largest[v] = __builtin_elementwise_max(largest[v], *(const lanes *)(pixel + v * ASSAY_LANES));
      }
    }
  }
  for (int v = 0; v < vectors; ++v) *(lanes *)(output + v * ASSAY_LANES) = largest[v];
}

ASSAY_FOR_EACH_INSTRUCTION_SET
static void pool_pixel(
    const float *input, size_t row_stride, size_t rows, size_t columns, size_t channels, float *output) {
  size_t channel = 0;
  for (; channel + CHANNELS <= channels; channel += CHANNELS) {
    pool_channels(VECTORS, input + channel, row_stride, rows, columns, channels, output + channel);
  }
  for (; channel < channels; channel += ASSAY_LANES) {
    pool_channels(1, input + channel, row_stride, rows, columns, channels, output + channel);
  }
}

void assay_max_pool(const assay_max_pooling *pooling, size_t first_row, size_t end_row) {
  const assay_max_pooling p = *pooling;
  for (size_t row = first_row; row < end_row; ++row) {
    const extent rows = clipped(row, p.stride, p.padding, p.window, p.input_height);
    for (size_t column = 0; column < p.output_width; ++column) {
      const extent columns = clipped(column, p.stride, p.padding, p.window, p.input_width);
      pool_pixel(
          p.input + rows.first * p.input_row + columns.first * p.channels, p.input_row,
          rows.end - rows.first, columns.end - columns.first, p.channels,
          p.output + row * p.output_row + column * p.channels);
    }
  }
}
