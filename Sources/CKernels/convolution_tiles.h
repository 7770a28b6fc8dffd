#ifndef ASSAY_CONVOLUTION_TILES_H
#define ASSAY_CONVOLUTION_TILES_H

#include "convolution.h"
#include "fetch_ahead.h"

// The output pixels of a convolution, cut into register tiles. A tile lies within a row, so that its pixels are evenly
// spaced; a block of tiles shares what it reads of the weights in the nearest cache.
enum { CONVOLUTION_BLOCK_TILES = 4 };

/// Some pixels of a row.
typedef struct {
  /// The first one's number, and how many there are.
  size_t pixel, count;
  /// Where the first one's windows begin, and its output and residual, or null.
  const float *inputs[2];
  const float *residual;
  float *output;
} convolution_tile;

/// Tiles one after the other.
typedef struct {
  convolution_tile tiles[CONVOLUTION_BLOCK_TILES];
  size_t count;
} convolution_block;

static inline convolution_tile convolution_tile_at(const assay_convolution *c, size_t pixel, size_t count) {
  const size_t row = pixel / c->width, column = pixel % c->width;
  convolution_tile tile = {
      .pixel = pixel,
      .count = count,
      .residual = c->residual ? c->residual + row * c->residual_row + column * c->residual_pixel : 0,
      .output = c->output + row * c->output_row + column * c->output_pixel,
  };
  for (size_t s = 0; s < c->source_count; ++s) {
    const assay_convolution_source *source = &c->sources[s];
    tile.inputs[s] = source->input + row * source->row + column * source->pixel;
  }
  return tile;
}

/// The block of pixels from `pixel` on, before `end`, in tiles of at most `largest` pixels and about the same size.
static inline convolution_block convolution_block_at(
    const assay_convolution *c, size_t largest, size_t pixel, size_t end) {
  convolution_block block = {.count = 0};
  while (block.count < CONVOLUTION_BLOCK_TILES && pixel < end) {
    const size_t row_end = (pixel / c->width + 1) * c->width;
    const size_t rest = (row_end < end ? row_end : end) - pixel;
    const size_t count = rest / ((rest + largest - 1) / largest);
    block.tiles[block.count++] = convolution_tile_at(c, pixel, count);
    pixel += count;
  }
  return block;
}

/// The pixel after a block, or after none.
static inline size_t convolution_block_end(const convolution_block *block) {
  if (block->count == 0) return 0;
  const convolution_tile *last = &block->tiles[block->count - 1];
  return last->pixel + last->count;
}

/// What a block reads and writes, but for inputs with gaps between the windows.
static inline assay_ahead convolution_block_memory(const assay_convolution *c, const convolution_block *block) {
  assay_ahead ahead = {.ranges = 0};
  if (block->count == 0) return ahead;
  const convolution_tile *first = &block->tiles[0], *last = &block->tiles[block->count - 1];
  for (size_t s = 0; s < c->source_count; ++s) {
    const size_t pixel = c->sources[s].pixel;
    if (pixel > c->sources[s].run_length) continue;
    assay_ahead_add(&ahead, first->inputs[s], last->inputs[s] + last->count * pixel);
  }
  assay_ahead_add(&ahead, first->output, last->output + last->count * c->output_pixel);
  if (first->residual && first->residual != first->output) {
    assay_ahead_add(&ahead, first->residual, last->residual + last->count * c->residual_pixel);
  }
  return ahead;
}

/// The weights of some panels, as far as there are such.
static inline assay_ahead convolution_panel_memory(
    const assay_convolution *c, size_t depth, size_t panel, size_t panels) {
  assay_ahead ahead = {.ranges = 0};
  const float *weights = c->weights + panel * depth * ASSAY_PANEL_CHANNELS;
  if (panel + panels <= c->panels) {
    assay_ahead_add(&ahead, weights, weights + panels * depth * ASSAY_PANEL_CHANNELS);
  }
  return ahead;
}

#endif
