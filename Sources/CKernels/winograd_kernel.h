// Winograd convolution. Transforms work on LANES channels at once; products use the panels of the direct kernel.
#include "panel_product_kernel.h"

/// One line of the input transform, B^T d, for outputs of 2 or 4 pixels (Lavin & Gray 2015, 4.1 and 4.2).
ALWAYS_INLINE void NAME(transform_line)(const int side, const VECTOR *d, VECTOR *t) {
  if (side == 2) {
    t[0] = d[0] - d[2];
    t[1] = d[1] + d[2];
    t[2] = d[2] - d[1];
    t[3] = d[1] - d[3];
  } else {
    const VECTOR even = d[4] - 4.0f * d[2], odd = d[3] - 4.0f * d[1];
    const VECTOR outer = d[4] - d[2], inner = 2.0f * (d[3] - d[1]);
    t[0] = 4.0f * d[0] - 5.0f * d[2] + d[4];
    t[1] = even + odd;
    t[2] = even - odd;
    t[3] = outer + inner;
    t[4] = outer - inner;
    t[5] = 4.0f * d[1] - 5.0f * d[3] + d[5];
  }
}

/// One line of the output transform, A^T m.
ALWAYS_INLINE void NAME(restore_line)(const int side, const VECTOR *m, VECTOR *y) {
  const VECTOR sum = m[1] + m[2], difference = m[1] - m[2];
  if (side == 2) {
    y[0] = m[0] + sum;
    y[1] = difference - m[3];
  } else {
    const VECTOR far_sum = m[3] + m[4], far_difference = m[3] - m[4];
    y[0] = m[0] + sum + far_sum;
    y[1] = difference + 2.0f * far_difference;
    y[2] = sum + 4.0f * far_sum;
    y[3] = difference + 8.0f * far_difference + m[5];
  }
}

/// Transforms LANES channels of one tile.
ALWAYS_INLINE void NAME(transform_tile)(
    const int side, const float *input, size_t row_stride, size_t pixel_stride, float *transformed,
    size_t matrix_stride) {
  const int reach = side + 2;
  VECTOR lines[6][6];  // [column][row], so that both passes read contiguous lines
  UNROLLED for (int column = 0; column < reach; ++column) {
    VECTOR pixels[6];
    UNROLLED for (int row = 0; row < reach; ++row) {
      pixels[row] = *(const VECTOR *)(input + (size_t)row * row_stride + (size_t)column * pixel_stride);
    }
    VECTOR line[6];
    NAME(transform_line)(side, pixels, line);
    UNROLLED for (int row = 0; row < reach; ++row) lines[row][column] = line[row];
  }
  UNROLLED for (int row = 0; row < reach; ++row) {
    VECTOR line[6];
    NAME(transform_line)(side, lines[row], line);
    UNROLLED for (int column = 0; column < reach; ++column) {
      *(VECTOR *)(transformed + (size_t)(row * reach + column) * matrix_stride) = line[column];
    }
  }
}

ALWAYS_INLINE void NAME(transform_rows)(
    const int side, const assay_winograd *w, size_t first_row, size_t end_row) {
  for (size_t row = first_row; row < end_row; ++row) {
    for (size_t column = 0; column < w->tile_columns; ++column) {
      const float *input =
          w->input + (size_t)side * (row * w->input_row + column * w->channels);
      float *transformed = w->transformed + (row * w->tile_columns + column) * w->channels;
      for (size_t channel = 0; channel < w->channels; channel += LANES) {
        NAME(transform_tile)
        (side, input + channel, w->input_row, w->channels, transformed + channel, w->matrix_stride);
      }
    }
  }
}

static void NAME(winograd_transform)(const assay_winograd *w, size_t first_row, size_t end_row) {
  if (w->side == 2) {
    NAME(transform_rows)(2, w, first_row, end_row);
  } else {
    NAME(transform_rows)(4, w, first_row, end_row);
  }
}

/// Products of `count` tiles with one matrix of PANELS panels; `products` are VECTORS vectors a tile.
ALWAYS_INLINE void NAME(multiply_tile)(
    const int count, const float *tiles, size_t depth, const float *weights, size_t panel_stride,
    NAME(prefetch) prefetch, float *products) {
  const float *pixels[PIXELS];
  VECTOR sums[PIXELS][VECTORS];
  UNROLLED for (int i = 0; i < count; ++i) {
    pixels[i] = tiles + (size_t)i * depth;
    UNROLLED for (int v = 0; v < VECTORS; ++v) sums[i][v] = (VECTOR)(0.0f);
  }
  NAME(accumulate)(count, pixels, depth, weights, panel_stride, prefetch, sums);
  UNROLLED for (int i = 0; i < count; ++i) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      *(VECTOR *)(products + (size_t)(i * VECTORS + v) * LANES) = sums[i][v];
    }
  }
}

static void NAME(multiply_tiles)(
    size_t count, const float *tiles, size_t depth, const float *weights, size_t panel_stride,
    NAME(prefetch) prefetch, float *products) {
  switch (count) {
#define TILE(n)                                                                              \
  case n:                                                                                    \
    NAME(multiply_tile)(n, tiles, depth, weights, panel_stride, prefetch, products); \
    return;
    TILE(1) TILE(2)
#if PIXELS > 2
    TILE(3) TILE(4) TILE(5) TILE(6)
#endif
#if PIXELS > 6
    TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12) TILE(13) TILE(14)
#endif
#undef TILE
  }
}

/// Products of a block of tiles with all matrices of PANELS panels, `[matrix][tile][VECTORS * LANES]`.
static void NAME(multiply_block)(
    const assay_winograd *w, size_t first_tile, size_t count, size_t panel, float *products) {
  const size_t matrices = (w->side + 2) * (w->side + 2);
  const size_t matrix = w->channels * ASSAY_PANEL_CHANNELS;
  const size_t groups = (count + PIXELS - 1) / PIXELS;
  for (size_t m = 0; m < matrices; ++m) {
    const float *weights = w->weights + (panel * matrices + m) * matrix;
    const float *tiles = w->transformed + m * w->matrix_stride + first_tile * w->channels;
    for (size_t group = 0; group < groups; ++group) {
      const size_t first = count * group / groups, end = count * (group + 1) / groups;
      NAME(multiply_tiles)
      (end - first, tiles + first * w->channels, w->channels, weights, matrices * matrix,
       NAME(prefetch_share)(weights + matrix, w->channels, group, groups),
       products + (m * count + first) * VECTORS * LANES);
    }
  }
}

/// Transforms the products of one tile, LANES channels, to output pixels; tiles are clipped at the edge.
ALWAYS_INLINE void NAME(restore_tile)(
    const int side, const assay_winograd *w, size_t tile, size_t channel, const float *products,
    size_t matrix_stride) {
  const int reach = side + 2;
  const size_t row = tile / w->tile_columns * (size_t)side;
  const size_t column = tile % w->tile_columns * (size_t)side;
  VECTOR lines[4][6];
  UNROLLED for (int j = 0; j < reach; ++j) {
    VECTOR line[6], restored[4];
    UNROLLED for (int i = 0; i < reach; ++i) {
      line[i] = *(const VECTOR *)(products + (size_t)(i * reach + j) * matrix_stride);
    }
    NAME(restore_line)(side, line, restored);
    UNROLLED for (int i = 0; i < side; ++i) lines[i][j] = restored[i];
  }
  const VECTOR bias = *(const VECTOR *)(w->bias + channel);
  const VECTOR floor = (VECTOR)(w->rectified ? 0.0f : -__builtin_inff());
  UNROLLED for (int i = 0; i < side; ++i) {
    if (row + (size_t)i >= w->height) break;
    VECTOR restored[4];
    NAME(restore_line)(side, lines[i], restored);
    float *output = w->output + (row + (size_t)i) * w->output_row + column * w->output_pixel + channel;
    const float *residual = w->residual ? w->residual + (row + (size_t)i) * w->residual_row +
                                              column * w->residual_pixel + channel
                                        : 0;
    UNROLLED for (int j = 0; j < side; ++j) {
      if (column + (size_t)j >= w->width) break;
      VECTOR value = restored[j] + bias;
      if (residual) value += *(const VECTOR *)(residual + (size_t)j * w->residual_pixel);
      *(VECTOR *)(output + (size_t)j * w->output_pixel) = __builtin_elementwise_max(value, floor);
    }
  }
}

ALWAYS_INLINE void NAME(restore_block)(
    const int side, const assay_winograd *w, size_t first_tile, size_t count, size_t panel,
    const float *products) {
  for (size_t tile = 0; tile < count; ++tile) {
    for (size_t v = 0; v < VECTORS; ++v) {
      NAME(restore_tile)
      (side, w, first_tile + tile, panel * ASSAY_PANEL_CHANNELS + v * LANES,
       products + (tile * VECTORS + v) * LANES, count * VECTORS * LANES);
    }
  }
}

static void NAME(winograd_multiply)(
    const assay_winograd *w, size_t first_tile, size_t end_tile, size_t first_panel,
    size_t end_panel) {
  float products[36 * ASSAY_WINOGRAD_TILES * VECTORS * LANES] __attribute__((aligned(64)));
  const size_t count = end_tile - first_tile;
  for (size_t panel = first_panel; panel < end_panel; panel += PANELS) {
    NAME(multiply_block)(w, first_tile, count, panel, products);
    if (w->side == 2) {
      NAME(restore_block)(2, w, first_tile, count, panel, products);
    } else {
      NAME(restore_block)(4, w, first_tile, count, panel, products);
    }
  }
}

#include "panel_product_end.h"
