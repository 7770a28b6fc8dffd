#include "max_pooling.h"

#include "vector_lanes.h"

typedef float lanes __attribute__((ext_vector_type(ASSAY_LANES), aligned(4)));

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

ASSAY_FOR_EACH_INSTRUCTION_SET
static void pool_pixel(
    const float *input, size_t row_stride, size_t rows, size_t columns, size_t channels, float *output) {
  for (size_t channel = 0; channel < channels; channel += ASSAY_LANES) {
    lanes largest = *(const lanes *)(input + channel);
    for (size_t row = 0; row < rows; ++row) {
      for (size_t column = 0; column < columns; ++column) {
        const float *pixel = input + row * row_stride + column * channels + channel;
        largest = __builtin_elementwise_max(largest, *(const lanes *)pixel);
      }
    }
    *(lanes *)(output + channel) = largest;
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
