// Direct convolution as an implicit matrix product: nothing is copied, windows are read where they lie.
#include "panel_product_kernel.h"

/// Where `count` pixels from `first` on begin, in a tensor with the given strides.
ALWAYS_INLINE void NAME(locate)(
    const int count, size_t first, size_t width, const float *start, size_t row_stride,
    size_t pixel_stride, const float **places) {
  size_t column = first % width;
  const float *row = start + first / width * row_stride;
  UNROLLED for (int i = 0; i < count; ++i) {
    places[i] = row + column * pixel_stride;
    column += 1;
    row += column == width ? row_stride : 0;
    column = column == width ? 0 : column;
  }
}

ALWAYS_INLINE void NAME(store)(
    const assay_convolution *c, const int count, size_t first, size_t panel,
    VECTOR sums[PIXELS][VECTORS]) {
  const size_t channel = panel * ASSAY_PANEL_CHANNELS;
  const float *outputs[PIXELS], *residuals[PIXELS];
  NAME(locate)(count, first, c->width, c->output, c->output_row, c->output_pixel, outputs);
  if (c->residual) {
    NAME(locate)(count, first, c->width, c->residual, c->residual_row, c->residual_pixel, residuals);
    UNROLLED for (int i = 0; i < count; ++i) {
      UNROLLED for (int v = 0; v < VECTORS; ++v) {
        sums[i][v] += *(const VECTOR *)(residuals[i] + channel + v * LANES);
      }
    }
  }
  const VECTOR floor = (VECTOR)(c->rectified ? 0.0f : -__builtin_inff());
  UNROLLED for (int i = 0; i < count; ++i) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      VECTOR *place = (VECTOR *)(outputs[i] + channel + v * LANES);
      *place = __builtin_elementwise_max(sums[i][v], floor);
    }
  }
}

/// One register tile: `count` pixels from `first` on, of PANELS panels.
ALWAYS_INLINE void NAME(convolve_tile)(
    const assay_convolution *c, const int count, size_t first, size_t panel, size_t depth,
    NAME(prefetch) prefetch) {
  const size_t panel_stride = depth * ASSAY_PANEL_CHANNELS;
  const float *weights = c->weights + panel * panel_stride;
  VECTOR sums[PIXELS][VECTORS];
  UNROLLED for (int v = 0; v < VECTORS; ++v) {
    const VECTOR bias = *(const VECTOR *)(c->bias + panel * ASSAY_PANEL_CHANNELS + v * LANES);
    UNROLLED for (int i = 0; i < count; ++i) sums[i][v] = bias;
  }
  for (size_t s = 0; s < c->source_count; ++s) {
    const assay_convolution_source *source = &c->sources[s];
    const float *pixels[PIXELS];
    NAME(locate)(count, first, c->width, source->input, source->row, source->pixel, pixels);
    for (size_t run = 0; run < source->runs; ++run) {
      NAME(accumulate)(count, pixels, source->run_length, weights, panel_stride, prefetch, sums);
      UNROLLED for (int i = 0; i < count; ++i) pixels[i] += source->run_stride;
      weights += source->run_length * ASSAY_PANEL_CHANNELS;
      prefetch.next += source->run_length * prefetch.step;
    }
  }
  NAME(store)(c, count, first, panel, sums);
}

static void NAME(convolve_pixels)(
    const assay_convolution *c, size_t count, size_t first, size_t panel, size_t depth,
    NAME(prefetch) prefetch) {
  switch (count) {
#define TILE(n) \
  case n: NAME(convolve_tile)(c, n, first, panel, depth, prefetch); return;
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

static void NAME(convolve)(
    const assay_convolution *c, size_t first_pixel, size_t end_pixel, size_t first_panel,
    size_t end_panel) {
  size_t depth = 0;
  for (size_t s = 0; s < c->source_count; ++s) depth += c->sources[s].runs * c->sources[s].run_length;
  const size_t pixels = end_pixel - first_pixel;
  const size_t tiles = (pixels + PIXELS - 1) / PIXELS;
  for (size_t panel = first_panel; panel < end_panel; panel += PANELS) {
    const size_t following = panel + PANELS < end_panel ? panel + PANELS : panel;
    const float *next = c->weights + following * depth * ASSAY_PANEL_CHANNELS;
    for (size_t tile = 0; tile < tiles; ++tile) {
      const size_t first = first_pixel + pixels * tile / tiles;
      const size_t end = first_pixel + pixels * (tile + 1) / tiles;
      NAME(convolve_pixels)
      (c, end - first, first, panel, depth, NAME(prefetch_share)(next, depth, tile, tiles));
    }
  }
}

#include "panel_product_end.h"
