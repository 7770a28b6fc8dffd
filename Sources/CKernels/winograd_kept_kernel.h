// Winograd convolution with transformed weights that are kept for all tiles, where they fit the second-level cache.
// Then a few tiles go through both transforms and the products between them while they are in the nearest caches.

/// Floats from one panel of kept weights, `[matrix][channel][16]`, to the next.
ALWAYS_INLINE size_t NAME(kept_panel)(const assay_winograd *w) {
  return (w->side + 2) * (w->side + 2) * NAME(matrix_floats)(w->channels);
}

ALWAYS_INLINE void NAME(keep_panel)(const int side, const assay_winograd *w, size_t panel) {
  const float *windows = w->weights + panel * w->channels * 9 * ASSAY_PANEL_CHANNELS;
  float *kept = w->kept + panel * NAME(kept_panel)(w);
  const size_t row = (size_t)(side + 2) * NAME(matrix_floats)(w->channels);
  UNROLLED for (int pair = 0; pair < side / 2 + 1; ++pair) {
    NAME(transform_windows)
    (side, pair, windows, w->channels, kept + (size_t)NAME(pair_first)(pair) * row,
     kept + (size_t)NAME(pair_second)(side, pair) * row);
  }
}

static void NAME(winograd_keep)(const assay_winograd *w, size_t first_panel, size_t end_panel) {
  for (size_t panel = first_panel; panel < end_panel; ++panel) {
    if (w->side == 2) {
      NAME(keep_panel)(2, w, panel);
    } else {
      NAME(keep_panel)(4, w, panel);
    }
  }
}

/// The input and output rows of the tiles after `tile`, as many as a register tile has.
static assay_ahead NAME(following_tiles)(const assay_winograd *w, size_t tile) {
  assay_ahead ahead = {.ranges = 0};
  const size_t row = tile / w->tile_columns, last = (tile + PIXELS - 1) / w->tile_columns;
  if (last >= w->tile_rows) return ahead;
  const size_t first = row * w->side, end = (last + 1) * w->side;
  // The first two rows of a window were the last ones of the window above.
  assay_ahead_add(&ahead, w->input + (first + 2) * w->input_row, w->input + (end + 2) * w->input_row);
  assay_ahead_add(&ahead, w->output + first * w->output_row, w->output + end * w->output_row);
  if (w->residual && w->residual != w->output) {
    assay_ahead_add(&ahead, w->residual + first * w->residual_row, w->residual + end * w->residual_row);
  }
  assay_ahead_cut(&ahead, w->panels / PANELS * (w->side + 2) * (w->side + 2), 1, w->channels / 2);
  return ahead;
}

/// Products of a few transformed tiles with all matrices of PANELS panels; meanwhile a share of what follows is
/// fetched.
static void NAME(multiply_kept)(
    const assay_winograd *w, const float *transformed, size_t matrix_stride, size_t count, size_t panel,
    const assay_ahead *ahead, float *products) {
  const size_t matrices = (w->side + 2) * (w->side + 2);
  NAME(channel_block)
  block = {
      .pixel = w->channels,
      .depth = w->channels,
      .panel_stride = NAME(kept_panel)(w),
      .is_first = true,
  };
  for (size_t matrix = 0; matrix < matrices; ++matrix) {
    const size_t place = panel / PANELS * matrices + matrix;
    const assay_fetch fetch = assay_ahead_from(ahead, place);
    block.tiles = transformed + matrix * matrix_stride;
    block.weights = w->kept + panel * block.panel_stride + matrix * NAME(matrix_floats)(w->channels);
    NAME(multiply_tiles)(count, &block, fetch, products + matrix * count * VECTORS * LANES);
  }
}

/// A few tiles through the whole convolution.
ALWAYS_INLINE void NAME(convolve_tiles)(const int side, const assay_winograd *w, size_t first_tile, size_t count) {
  float transformed[36 * (PIXELS * ASSAY_WINOGRAD_KEPT_CHANNELS + 16)] __attribute__((aligned(64)));
  float products[36 * PIXELS * VECTORS * LANES] __attribute__((aligned(64)));
  const size_t matrix_stride = count * w->channels + 16;
  for (size_t i = 0; i < count; ++i) {
    const size_t row = (first_tile + i) / w->tile_columns, column = (first_tile + i) % w->tile_columns;
    const float *input = w->input + (size_t)side * (row * w->input_row + column * w->channels);
    for (size_t channel = 0; channel < w->channels; channel += LANES) {
      NAME(transform_tile)
      (side, input + channel, w->input_row, w->channels, transformed + i * w->channels + channel, matrix_stride);
    }
  }
  const assay_ahead ahead = NAME(following_tiles)(w, first_tile + count);
  for (size_t panel = 0; panel < w->panels; panel += PANELS) {
    NAME(multiply_kept)(w, transformed, matrix_stride, count, panel, &ahead, products);
    NAME(restore_block)(side, w, first_tile, count, panel, products);
  }
}

static void NAME(winograd_convolve)(const assay_winograd *w, size_t first_tile, size_t end_tile) {
  for (size_t tile = first_tile; tile < end_tile; tile += PIXELS) {
    const size_t count = end_tile - tile < PIXELS ? end_tile - tile : PIXELS;
    if (w->side == 2) {
      NAME(convolve_tiles)(2, w, tile, count);
    } else {
      NAME(convolve_tiles)(4, w, tile, count);
    }
  }
}
