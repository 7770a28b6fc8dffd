// Direct convolution as an implicit matrix product: nothing is copied, windows are read where they lie.
#include "panel_product_kernel.h"

/// Where the pixels of a block begin; looked up once for all panels.
typedef struct {
  const float *inputs[2][CONVOLUTION_PIXELS];
  const float *residuals[CONVOLUTION_PIXELS];
  const float *outputs[CONVOLUTION_PIXELS];
} NAME(places);

/// Where `count` pixels from `first` on begin, in a tensor with the given strides.
static void NAME(locate)(
    size_t count, size_t first, size_t width, const float *start, size_t row_stride,
    size_t pixel_stride, const float **places) {
  size_t column = first % width;
  const float *row = start + first / width * row_stride;
  for (size_t i = 0; i < count; ++i) {
    places[i] = row + column * pixel_stride;
    column += 1;
    row += column == width ? row_stride : 0;
    column = column == width ? 0 : column;
  }
}

static void NAME(locate_block)(
    const assay_convolution *c, size_t count, size_t first, NAME(places) *places) {
  for (size_t s = 0; s < c->source_count; ++s) {
    const assay_convolution_source *source = &c->sources[s];
    NAME(locate)
    (count, first, c->width, source->input, source->row, source->pixel, places->inputs[s]);
  }
  NAME(locate)(count, first, c->width, c->output, c->output_row, c->output_pixel, places->outputs);
  if (!c->residual) return;
  NAME(locate)
  (count, first, c->width, c->residual, c->residual_row, c->residual_pixel, places->residuals);
}

/// Fetches the lines that a register tile ends with, while it is being summed up.
ALWAYS_INLINE void NAME(fetch_ends)(
    const int count, const NAME(places) *places, size_t first, size_t channel, bool has_residual) {
  UNROLLED for (int i = 0; i < count; ++i) {
    UNROLLED for (int p = 0; p < PANELS; ++p) {
      const size_t offset = channel + (size_t)p * ASSAY_PANEL_CHANNELS;
      if (has_residual) __builtin_prefetch(places->residuals[first + (size_t)i] + offset, 0, 3);
      __builtin_prefetch(places->outputs[first + (size_t)i] + offset, 1, 3);
    }
  }
}

ALWAYS_INLINE void NAME(store)(
    const assay_convolution *c, const int count, const NAME(places) *places, size_t first,
    size_t channel, VECTOR sums[PIXELS][VECTORS]) {
  if (c->residual) {
    UNROLLED for (int i = 0; i < count; ++i) {
      const float *residual = places->residuals[first + (size_t)i] + channel;
      UNROLLED for (int v = 0; v < VECTORS; ++v) sums[i][v] += *(const VECTOR *)(residual + v * LANES);
    }
  }
  const VECTOR floor = (VECTOR)(c->rectified ? 0.0f : -__builtin_inff());
  UNROLLED for (int i = 0; i < count; ++i) {
    float *output = (float *)places->outputs[first + (size_t)i] + channel;
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      *(VECTOR *)(output + v * LANES) = sums[i][v] > floor ? sums[i][v] : floor;
    }
  }
}

/// One register tile: `count` pixels of the block from `first` on, of PANELS panels.
ALWAYS_INLINE void NAME(convolve_tile)(
    const assay_convolution *c, const int count, const NAME(places) *places, size_t first, size_t panel,
    size_t depth, NAME(prefetch) prefetch) {
  const size_t panel_stride = depth * ASSAY_PANEL_CHANNELS;
  const size_t channel = panel * ASSAY_PANEL_CHANNELS;
  const float *weights = c->weights + panel * panel_stride;
  NAME(fetch_ends)(count, places, first, channel, c->residual != 0);
  VECTOR sums[PIXELS][VECTORS];
  UNROLLED for (int v = 0; v < VECTORS; ++v) {
    const VECTOR bias = *(const VECTOR *)(c->bias + channel + v * LANES);
    UNROLLED for (int i = 0; i < count; ++i) sums[i][v] = bias;
  }
  for (size_t s = 0; s < c->source_count; ++s) {
    const assay_convolution_source *source = &c->sources[s];
    const float *pixels[PIXELS];
    UNROLLED for (int i = 0; i < count; ++i) pixels[i] = places->inputs[s][first + (size_t)i];
    for (size_t run = 0; run < source->runs; ++run) {
      NAME(accumulate)(count, pixels, source->run_length, weights, panel_stride, prefetch, sums);
      UNROLLED for (int i = 0; i < count; ++i) pixels[i] += source->run_stride;
      weights += source->run_length * ASSAY_PANEL_CHANNELS;
      prefetch.next += source->run_length * prefetch.step;
    }
  }
  NAME(store)(c, count, places, first, channel, sums);
}

static void NAME(convolve_tiles)(
    const assay_convolution *c, size_t count, const NAME(places) *places, size_t first, size_t panel,
    size_t depth, NAME(prefetch) prefetch) {
  switch (count) {
#define TILE(n) \
  case n: NAME(convolve_tile)(c, n, places, first, panel, depth, prefetch); return;
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

/// A block of at most CONVOLUTION_PIXELS pixels, panel by panel.
static void NAME(convolve_block)(
    const assay_convolution *c, size_t first_pixel, size_t pixels, size_t first_panel, size_t end_panel) {
  NAME(places) places;
  NAME(locate_block)(c, pixels, first_pixel, &places);
  size_t depth = 0;
  for (size_t s = 0; s < c->source_count; ++s) depth += c->sources[s].runs * c->sources[s].run_length;
  const size_t tiles = (pixels + PIXELS - 1) / PIXELS;
  for (size_t panel = first_panel; panel < end_panel; panel += PANELS) {
    const size_t following = panel + PANELS < end_panel ? panel + PANELS : first_panel;
    const float *next = c->weights + following * depth * ASSAY_PANEL_CHANNELS;
    for (size_t tile = 0; tile < tiles; ++tile) {
      const size_t first = pixels * tile / tiles, end = pixels * (tile + 1) / tiles;
      NAME(convolve_tiles)
      (c, end - first, &places, first, panel, depth, NAME(prefetch_share)(next, depth, tile, tiles));
    }
  }
}

static void NAME(convolve)(
    const assay_convolution *c, size_t first_pixel, size_t end_pixel, size_t first_panel,
    size_t end_panel) {
  const size_t pixels = end_pixel - first_pixel;
  const size_t blocks = (pixels + CONVOLUTION_PIXELS - 1) / CONVOLUTION_PIXELS;
  for (size_t block = 0; block < blocks; ++block) {
    const size_t first = pixels * block / blocks, end = pixels * (block + 1) / blocks;
    NAME(convolve_block)(c, first_pixel + first, end - first, first_panel, end_panel);
  }
}

#include "panel_product_end.h"
