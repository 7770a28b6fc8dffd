// Winograd convolution. Transforms work on LANES channels at once; products use the panels of the direct kernel.
#include "panel_product_kernel.h"

/// One line of the input transform, B^T d, for outputs of 2 or 4 pixels (Lavin & Gray 2015, 4.1 and 4.2).
///
/// The paper's fractions in G are taken into B: inputs are transformed once for all outputs, weights again and again.
ALWAYS_INLINE void NAME(transform_line)(const int side, const VECTOR *d, VECTOR *t) {
  if (side == 2) {
    t[0] = d[0] - d[2];
    t[1] = 0.5f * (d[1] + d[2]);
    t[2] = 0.5f * (d[2] - d[1]);
    t[3] = d[3] - d[1];
  } else {
    const VECTOR even = 2.0f / 3 * d[2] - 1.0f / 6 * d[4], odd = 2.0f / 3 * d[1] - 1.0f / 6 * d[3];
    const VECTOR outer = 1.0f / 24 * (d[4] - d[2]), inner = 1.0f / 12 * (d[3] - d[1]);
    t[0] = d[0] - 1.25f * d[2] + 0.25f * d[4];
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
    y[1] = difference + m[3];
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

/// Two entries of a line of the weight transform, G w without its fractions: the first and the last, the second
/// and the third, or the fourth and the fifth.
ALWAYS_INLINE void NAME(window_pair)(
    const int pair, VECTOR first, VECTOR second, VECTOR third, VECTOR *one, VECTOR *other) {
  if (pair == 0) {
    *one = first;
    *other = third;
  } else if (pair == 1) {
    const VECTOR outer = first + third;
    *one = outer + second;
    *other = outer - second;
  } else {
    const VECTOR outer = first + 4.0f * third;
    *one = outer + 2.0f * second;
    *other = outer - 2.0f * second;
  }
}

/// The rows or columns of a pair.
ALWAYS_INLINE int NAME(pair_first)(const int pair) { return pair == 0 ? 0 : 2 * pair - 1; }
ALWAYS_INLINE int NAME(pair_second)(const int side, const int pair) {
  return pair == 0 ? side + 1 : 2 * pair;
}

/// Floats from one matrix of transformed weights to the next; one cache line more than a matrix has, since powers
/// of two would put all matrices in the same cache sets.
ALWAYS_INLINE size_t NAME(matrix_floats)(size_t channels) {
  return (channels + 1) * ASSAY_PANEL_CHANNELS;
}

/// Transforms the windows of a block of input channels, `[channel][9][16]`, to a pair of rows of matrices,
/// `[2][side + 2][channel][16]`.
ALWAYS_INLINE void NAME(transform_windows)(
    const int side, const int pair, const float *windows, size_t channels, float *transformed) {
  const size_t matrix = NAME(matrix_floats)(channels);
  for (size_t channel = 0; channel < channels; ++channel) {
    UNROLLED for (int lane = 0; lane < ASSAY_PANEL_CHANNELS; lane += LANES) {
      VECTOR rows[2][3];
      UNROLLED for (int column = 0; column < 3; ++column) {
        const float *weights = windows + column * ASSAY_PANEL_CHANNELS + lane;
        NAME(window_pair)
        (pair, *(const VECTOR *)weights, *(const VECTOR *)(weights + 3 * ASSAY_PANEL_CHANNELS),
         *(const VECTOR *)(weights + 6 * ASSAY_PANEL_CHANNELS), &rows[0][column], &rows[1][column]);
      }
      UNROLLED for (int row = 0; row < 2; ++row) {
        float *target = transformed + (size_t)(row * (side + 2)) * matrix + lane;
        UNROLLED for (int columns = 0; columns < side / 2 + 1; ++columns) {
          NAME(window_pair)
          (columns, rows[row][0], rows[row][1], rows[row][2],
           (VECTOR *)(target + (size_t)NAME(pair_first)(columns) * matrix),
           (VECTOR *)(target + (size_t)NAME(pair_second)(side, columns) * matrix));
        }
      }
    }
    windows += 9 * ASSAY_PANEL_CHANNELS;
    transformed += ASSAY_PANEL_CHANNELS;
  }
}

/// A block of input channels of the tiles and panels that one call works on.
typedef struct {
  const float *tiles;       // the first tile of the first matrix
  size_t pixel;             // floats from one tile to the next
  size_t depth;             // input channels in the block
  const float *weights;     // [PANELS][matrix][depth][16]
  size_t panel_stride;      // floats from one panel to the next
  bool is_first;            // whether products begin with this block
} NAME(channel_block);

/// Adds the products of `count` tiles with one matrix of PANELS panels; VECTORS vectors a tile.
ALWAYS_INLINE void NAME(multiply_tile)(
    const int count, const NAME(channel_block) *block, NAME(prefetch) prefetch, float *products) {
  const float *pixels[PIXELS];
  VECTOR sums[PIXELS][VECTORS];
  UNROLLED for (int i = 0; i < count; ++i) {
    pixels[i] = block->tiles + (size_t)i * block->pixel;
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      const VECTOR *sum = (const VECTOR *)(products + (size_t)(i * VECTORS + v) * LANES);
      sums[i][v] = block->is_first ? (VECTOR)(0.0f) : *sum;
    }
  }
  NAME(accumulate)
  (count, pixels, block->depth, block->weights, block->panel_stride, prefetch, sums);
  UNROLLED for (int i = 0; i < count; ++i) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      *(VECTOR *)(products + (size_t)(i * VECTORS + v) * LANES) = sums[i][v];
    }
  }
}

static void NAME(multiply_tiles)(
    size_t count, const NAME(channel_block) *block, NAME(prefetch) prefetch, float *products) {
  switch (count) {
#define TILE(n) \
  case n: NAME(multiply_tile)(n, block, prefetch, products); return;
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

/// Adds the products of one row of matrices for one block of input channels, `[matrix][tile][VECTORS * LANES]`.
///
/// `next` is where the share of the following windows lies that is fetched in the meantime.
static void NAME(multiply_row)(
    const assay_winograd *w, NAME(channel_block) block, size_t count, const float *next,
    float *products) {
  const size_t reach = w->side + 2;
  const size_t groups = (count + PIXELS - 1) / PIXELS;
  const size_t step = 9 * ASSAY_PANEL_CHANNELS / (reach * reach);
  const float *tiles = block.tiles;
  for (size_t matrix = 0; matrix < reach; ++matrix) {
    const NAME(prefetch) prefetch = {next + matrix * block.depth * step, step};
    for (size_t group = 0; group < groups; ++group) {
      const size_t first = count * group / groups, end = count * (group + 1) / groups;
      block.tiles = tiles + matrix * w->matrix_stride + first * block.pixel;
      NAME(multiply_tiles)
      (end - first, &block, prefetch, products + (matrix * count + first) * VECTORS * LANES);
    }
    block.weights += NAME(matrix_floats)(block.depth);
  }
}

/// What the products of one block of tiles, one block of input channels and PANELS panels are made from.
typedef struct {
  size_t first_tile, tiles;
  size_t panel;
  size_t channel, depth;
} NAME(product_block);

/// Adds the products of one pair of rows of matrices, whose weights stay in the second-level cache.
ALWAYS_INLINE void NAME(multiply_pair)(
    const int side, const int pair, const assay_winograd *w, NAME(product_block) b, float *products) {
  float weights[PANELS * 12 * (WINOGRAD_CHANNELS + 1) * ASSAY_PANEL_CHANNELS]
      __attribute__((aligned(64)));
  const size_t reach = (size_t)side + 2;
  const size_t row_weights = reach * NAME(matrix_floats)(b.depth);
  const size_t panel_windows = w->channels * 9 * ASSAY_PANEL_CHANNELS;
  const size_t block_windows = b.depth * 9 * ASSAY_PANEL_CHANNELS;
  const float *windows = w->weights + b.panel * panel_windows + b.channel * 9 * ASSAY_PANEL_CHANNELS;
  for (size_t p = 0; p < PANELS; ++p) {
    NAME(transform_windows)
    (side, pair, windows + p * panel_windows, b.depth, weights + p * 2 * row_weights);
  }
  for (size_t i = 0; i < 2; ++i) {
    const size_t row = (size_t)(i == 0 ? NAME(pair_first)(pair) : NAME(pair_second)(side, pair));
    const NAME(channel_block) block = {
        .tiles = w->transformed + row * reach * w->matrix_stride + b.first_tile * w->channels + b.channel,
        .pixel = w->channels,
        .depth = b.depth,
        .weights = weights + i * row_weights,
        .panel_stride = 2 * row_weights,
        .is_first = b.channel == 0,
    };
    const float *next = windows + block_windows + row * block_windows / reach;
    NAME(multiply_row)(w, block, b.tiles, next, products + row * reach * b.tiles * VECTORS * LANES);
  }
}

/// Products of a block of tiles with all matrices of PANELS panels.
static void NAME(multiply_block)(
    const assay_winograd *w, size_t first_tile, size_t count, size_t panel, float *products) {
  for (size_t channel = 0; channel < w->channels; channel += WINOGRAD_CHANNELS) {
    const size_t rest = w->channels - channel;
    const size_t depth = rest < WINOGRAD_CHANNELS ? rest : WINOGRAD_CHANNELS;
    const NAME(product_block) block = {first_tile, count, panel, channel, depth};
    if (w->side == 2) {
      NAME(multiply_pair)(2, 0, w, block, products);
      NAME(multiply_pair)(2, 1, w, block, products);
    } else {
      NAME(multiply_pair)(4, 0, w, block, products);
      NAME(multiply_pair)(4, 1, w, block, products);
      NAME(multiply_pair)(4, 2, w, block, products);
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
      *(VECTOR *)(output + (size_t)j * w->output_pixel) = value > floor ? value : floor;
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
