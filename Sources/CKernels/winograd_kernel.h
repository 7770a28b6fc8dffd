// Winograd convolution; products use the panels of the direct kernel.
#include "panel_product_kernel.h"
#include "winograd_transforms_kernel.h"

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
    const int count, const NAME(channel_block) *block, assay_fetch ahead, float *products) {
  NAME(fetches) fetches = {ahead, {(const char *)products, VECTORS * sizeof(VECTOR)}, (size_t)count};
  VECTOR sums[PIXELS][VECTORS];
  UNROLLED for (int i = 0; i < count; ++i) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      const VECTOR *sum = (const VECTOR *)(products + (size_t)(i * VECTORS + v) * LANES);
      sums[i][v] = block->is_first ? (VECTOR)(0.0f) : *sum;
    }
  }
  NAME(accumulate)
  (count, block->tiles, block->pixel, block->depth, block->weights, block->panel_stride, &fetches, sums);
  UNROLLED for (int i = 0; i < count; ++i) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      *(VECTOR *)(products + (size_t)(i * VECTORS + v) * LANES) = sums[i][v];
    }
  }
}

static void NAME(multiply_tiles)(
    size_t count, const NAME(channel_block) *block, assay_fetch ahead, float *products) {
  switch (count) {
#define TILE(n) \
  case n: NAME(multiply_tile)(n, block, ahead, products); return;
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
/// Meanwhile its share of the windows that follow is fetched.
static void NAME(multiply_row)(
    const assay_winograd *w, NAME(channel_block) block, size_t count, size_t row, const assay_ahead *ahead,
    float *products) {
  const size_t reach = w->side + 2;
  const size_t groups = (count + PIXELS - 1) / PIXELS;
  const float *tiles = block.tiles;
  for (size_t matrix = 0; matrix < reach; ++matrix) {
    const size_t place = (row * reach + matrix) * groups;
    for (size_t group = 0; group < groups; ++group) {
      const size_t first = count * group / groups, end = count * (group + 1) / groups;
      const assay_fetch fetch = assay_ahead_from(ahead, place + group);
      block.tiles = tiles + matrix * w->matrix_stride + first * block.pixel;
      NAME(multiply_tiles)
      (end - first, &block, fetch, products + (matrix * count + first) * VECTORS * LANES);
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

/// The windows that are transformed after a block: those of its next input channels, or of the next panels.
static assay_ahead NAME(following_windows)(const assay_winograd *w, NAME(product_block) b) {
  const bool is_last = b.channel + b.depth == w->channels;
  const size_t panel_windows = w->channels * 9 * ASSAY_PANEL_CHANNELS;
  const size_t channel = is_last ? 0 : b.channel + b.depth;
  const size_t panel = is_last ? b.panel + PANELS : b.panel;
  const size_t rest = w->channels - channel;
  const size_t depth = rest < WINOGRAD_CHANNELS ? rest : WINOGRAD_CHANNELS;
  assay_ahead ahead = {.ranges = 0};
  for (size_t p = panel; p < panel + PANELS && p < w->panels; ++p) {
    const float *windows = w->weights + p * panel_windows + channel * 9 * ASSAY_PANEL_CHANNELS;
    assay_ahead_add(&ahead, windows, windows + depth * 9 * ASSAY_PANEL_CHANNELS);
  }
  const size_t groups = (b.tiles + PIXELS - 1) / PIXELS;
  assay_ahead_cut(&ahead, (w->side + 2) * (w->side + 2) * groups, 1, b.depth / 2);
  return ahead;
}

/// Adds the products of one pair of rows of matrices, whose weights stay in the second-level cache.
ALWAYS_INLINE void NAME(multiply_pair)(
    const int side, const int pair, const assay_winograd *w, NAME(product_block) b,
    const assay_ahead *ahead, float *products) {
  float weights[PANELS * 12 * (WINOGRAD_CHANNELS + 1) * ASSAY_PANEL_CHANNELS]
      __attribute__((aligned(64)));
  const size_t reach = (size_t)side + 2;
  const size_t row_weights = reach * NAME(matrix_floats)(b.depth);
  const size_t panel_windows = w->channels * 9 * ASSAY_PANEL_CHANNELS;
  const float *windows = w->weights + b.panel * panel_windows + b.channel * 9 * ASSAY_PANEL_CHANNELS;
  for (size_t p = 0; p < PANELS; ++p) {
    NAME(transform_windows)
    (side, pair, windows + p * panel_windows, b.depth, weights + 2 * p * row_weights,
     weights + (2 * p + 1) * row_weights);
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
    NAME(multiply_row)(w, block, b.tiles, row, ahead, products + row * reach * b.tiles * VECTORS * LANES);
  }
}

/// Products of a block of tiles with all matrices of PANELS panels.
static void NAME(multiply_block)(
    const assay_winograd *w, size_t first_tile, size_t count, size_t panel, float *products) {
  for (size_t channel = 0; channel < w->channels; channel += WINOGRAD_CHANNELS) {
    const size_t rest = w->channels - channel;
    const size_t depth = rest < WINOGRAD_CHANNELS ? rest : WINOGRAD_CHANNELS;
    const NAME(product_block) block = {first_tile, count, panel, channel, depth};
    const assay_ahead ahead = NAME(following_windows)(w, block);
    if (w->side == 2) {
      NAME(multiply_pair)(2, 0, w, block, &ahead, products);
      NAME(multiply_pair)(2, 1, w, block, &ahead, products);
    } else {
      NAME(multiply_pair)(4, 0, w, block, &ahead, products);
      NAME(multiply_pair)(4, 1, w, block, &ahead, products);
      NAME(multiply_pair)(4, 2, w, block, &ahead, products);
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

#include "winograd_kept_kernel.h"
#include "panel_product_end.h"
