// Direct convolution as an implicit matrix product: nothing is copied, windows are read where they lie.
#include "panel_product_kernel.h"

ALWAYS_INLINE void NAME(store)(
    const assay_convolution *c, const int count, const convolution_tile *tile, size_t channel,
    VECTOR sums[PIXELS][VECTORS]) {
  if (tile->residual) {
    const float *residual = tile->residual + channel;
    UNROLLED for (int i = 0; i < count; ++i) {
      UNROLLED for (int v = 0; v < VECTORS; ++v) sums[i][v] += *(const VECTOR *)(residual + v * LANES);
      residual += c->residual_pixel;
    }
  }
  const VECTOR floor = (VECTOR)(c->rectified ? 0.0f : -__builtin_inff());
  float *output = tile->output + channel;
  UNROLLED for (int i = 0; i < count; ++i) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      *(VECTOR *)(output + v * LANES) = sums[i][v] > floor ? sums[i][v] : floor;
    }
    output += c->output_pixel;
  }
}

/// One register tile of PANELS panels.
ALWAYS_INLINE void NAME(convolve_tile)(
    const assay_convolution *c, const int count, const convolution_tile *tile, size_t panel, size_t depth,
    assay_fetch ahead) {
  const size_t panel_stride = depth * ASSAY_PANEL_CHANNELS;
  const size_t channel = panel * ASSAY_PANEL_CHANNELS;
  const float *weights = c->weights + panel * panel_stride;
  NAME(fetches)
  fetches = {ahead, {(const char *)(tile->output + channel), c->output_pixel * sizeof(float)}, (size_t)count};
  VECTOR sums[PIXELS][VECTORS];
  UNROLLED for (int v = 0; v < VECTORS; ++v) {
    const VECTOR bias = *(const VECTOR *)(c->bias + channel + v * LANES);
    UNROLLED for (int i = 0; i < count; ++i) sums[i][v] = bias;
  }
  for (size_t s = 0; s < c->source_count; ++s) {
    const assay_convolution_source *source = &c->sources[s];
    const float *pixels = tile->inputs[s];
    for (size_t run = 0; run < source->runs; ++run) {
      NAME(accumulate)
      (count, pixels, source->pixel, source->run_length, weights, panel_stride, &fetches, sums);
      pixels += source->run_stride;
      weights += source->run_length * ASSAY_PANEL_CHANNELS;
    }
  }
  NAME(store)(c, count, tile, channel, sums);
}

static void NAME(convolve_some)(
    const assay_convolution *c, const convolution_tile *tile, size_t panel, size_t depth, assay_fetch ahead) {
  switch (tile->count) {
#define TILE(n) \
  case n: NAME(convolve_tile)(c, n, tile, panel, depth, ahead); return;
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

/// All panels of a block of pixels; `following` is the block whose memory is fetched in the meantime.
static void NAME(convolve_pixels)(
    const assay_convolution *c, const convolution_block *block, const convolution_block *following, size_t depth) {
  assay_ahead ahead = convolution_block_memory(c, following);
  assay_ahead_cut(&ahead, c->panels / PANELS * block->count, 1, depth / 2);
  size_t call = 0;
  for (size_t panel = 0; panel < c->panels; panel += PANELS) {
    for (size_t tile = 0; tile < block->count; ++tile, ++call) {
      NAME(convolve_some)(c, &block->tiles[tile], panel, depth, assay_ahead_from(&ahead, call));
    }
  }
}

/// Some panels of a block of the pixels `first..<end`; in the course of all of them the following panels are fetched.
static void NAME(convolve_panels)(
    const assay_convolution *c, const convolution_block *block, size_t first, size_t end, size_t first_panel,
    size_t end_panel, size_t depth) {
  for (size_t panel = first_panel; panel < end_panel; panel += PANELS) {
    assay_ahead ahead = convolution_panel_memory(c, depth, panel + end_panel - first_panel, PANELS);
    assay_ahead_cut(&ahead, end - first, PIXELS, depth / 2);
    for (size_t i = 0; i < block->count; ++i) {
      const convolution_tile *tile = &block->tiles[i];
      NAME(convolve_some)(c, tile, panel, depth, assay_ahead_from(&ahead, tile->pixel - first));
    }
  }
}

static void NAME(convolve)(
    const assay_convolution *c, size_t first_pixel, size_t end_pixel, size_t first_panel,
    size_t end_panel) {
  size_t depth = 0;
  for (size_t s = 0; s < c->source_count; ++s) depth += c->sources[s].runs * c->sources[s].run_length;
  const bool has_all_panels = end_panel - first_panel == c->panels;
  convolution_block block = convolution_block_at(c, PIXELS, first_pixel, end_pixel);
  while (block.count > 0) {
    const size_t end = convolution_block_end(&block);
    const bool is_last = end == end_pixel;
    // After the last block come the pixels of the next call.
    const convolution_block next = convolution_block_at(c, PIXELS, end, is_last ? c->pixels : end_pixel);
    if (has_all_panels) {
      NAME(convolve_pixels)(c, &block, &next, depth);
    } else {
      NAME(convolve_panels)(c, &block, first_pixel, end_pixel, first_panel, end_panel, depth);
    }
    if (is_last) return;
    block = next;
  }
}

#include "panel_product_end.h"
