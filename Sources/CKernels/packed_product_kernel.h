#include <math.h>

#include "vector_kernel.h"

// A register tile is ROWS rows by two vectors of columns; its sums and the operands fill the register file.
#undef ROWS
#if LANES == 16
#define ROWS 14
#elif LANES == 8
#define ROWS 6
#else
#define ROWS 4
#endif
#undef PANEL
#define PANEL (2 * LANES)
#undef UNROLLED
#define UNROLLED _Pragma("clang loop unroll(full)")

static void NAME(panel_columns)(size_t *columns) { *columns = PANEL; }

/// Packs one panel of a matrix whose columns lie in memory one after another; a few rows of the panel stay in the cache.
INLINE void NAME(pack_columns)(
    const float *right, size_t depth, size_t count, size_t column_stride, float *packed) {
  for (size_t first = 0; first < depth; first += 64) {
    const size_t end = first + 64 < depth ? first + 64 : depth;
    size_t column = 0;
    for (; column + 4 <= count; column += 4) {
      const float *values = right + column * column_stride;
      size_t k = first;
      for (; k + 4 <= end; k += 4) {
        NAME(quad) quads[4];
        NAME(transpose)(values + k, column_stride, quads);
        for (size_t i = 0; i < 4; ++i) NAME(store_quad)(packed + (k + i) * PANEL + column, quads[i]);
      }
      for (; k < end; ++k) {
        for (size_t i = 0; i < 4; ++i) packed[k * PANEL + column + i] = values[i * column_stride + k];
      }
    }
    for (; column < count; ++column) {
      const float *values = right + column * column_stride;
      for (size_t k = first; k < end; ++k) packed[k * PANEL + column] = values[k];
    }
    for (size_t k = first; k < end; ++k) {
      for (column = count; column < PANEL; ++column) packed[k * PANEL + column] = 0.0f;
    }
  }
}

INLINE void NAME(pack_rows)(
    const float *right, size_t depth, size_t count, size_t depth_stride, size_t column_stride, float *packed) {
  for (size_t k = 0; k < depth; ++k, packed += PANEL) {
    const float *row = right + k * depth_stride;
    if (column_stride == 1 && count == PANEL) {
      memcpy(packed, row, PANEL * sizeof(float));
      continue;
    }
    for (size_t column = 0; column < count; ++column) packed[column] = row[column * column_stride];
    for (size_t column = count; column < PANEL; ++column) packed[column] = 0.0f;
  }
}

static void NAME(pack_product)(
    const float *right, size_t depth, size_t columns, size_t depth_stride, size_t column_stride,
    float *packed, size_t panel_stride) {
  for (size_t first = 0; first < columns; first += PANEL, right += PANEL * column_stride) {
    const size_t count = columns - first < PANEL ? columns - first : PANEL;
    if (depth_stride == 1) {
      NAME(pack_columns)(right, depth, count, column_stride, packed);
    } else {
      NAME(pack_rows)(right, depth, count, depth_stride, column_stride, packed);
    }
    packed += panel_stride;
  }
}

static void NAME(tile_rows)(size_t *rows) { *rows = ROWS; }

/// Copies `count` floats, a constant for whole tiles.
INLINE void NAME(copy_floats)(float *to, const float *from, size_t count) { memcpy(to, from, count * sizeof(float)); }

static void NAME(pack_tiles)(
    const float *rows, size_t count, size_t width, size_t stride, float *packed, size_t tile_stride) {
  for (size_t first = 0; first < width; first += ROWS, packed += tile_stride) {
    const float *row = rows + first;
    float *place = packed;
    if (first + ROWS <= width) {
      for (size_t k = 0; k < count; ++k, row += stride, place += ROWS) NAME(copy_floats)(place, row, ROWS);
    } else {
      for (size_t k = 0; k < count; ++k, row += stride, place += ROWS) {
        NAME(copy_floats)(place, row, width - first);
      }
    }
  }
}

/// The half panel at `column`, zero beyond the last column.
INLINE VECTOR NAME(half_panel)(const float *row, size_t column, size_t columns) {
  if (column + LANES <= columns) return NAME(load)(row + column);
  return column < columns ? NAME(load_part)(row + column, columns - column) : (VECTOR)(0.0f);
}

INLINE void NAME(store_half_panel)(float *row, size_t column, size_t columns, VECTOR values) {
  if (column + LANES <= columns) {
    NAME(store)(row + column, values);
  } else if (column < columns) {
    NAME(store_part)(row + column, values, columns - column);
  }
}

/// The dot products of `rows` rows with `halves` halves of one panel; both are constants, and so is the direction of `left`.
INLINE void NAME(tile_sums)(
    const int rows, const int halves, const int is_transposed, const assay_product *product, const float *left,
    const float *panel, VECTOR sums[ROWS][2]) {
  const size_t row_stride = is_transposed ? 1 : product->left_stride;
  const size_t depth_stride = is_transposed ? product->left_stride : 1;
  UNROLLED for (int row = 0; row < rows; ++row) sums[row][0] = sums[row][1] = (VECTOR)(0.0f);
  for (size_t k = 0; k < product->depth; ++k, panel += PANEL, left += depth_stride) {
    const VECTOR first = NAME(load)(panel), second = halves > 1 ? NAME(load)(panel + LANES) : first;
    __builtin_prefetch(panel + 16 * PANEL);
    UNROLLED for (int row = 0; row < rows; ++row) {
      const VECTOR value = (VECTOR)(left[(size_t)row * row_stride]);
      sums[row][0] += value * first;
      if (halves > 1) sums[row][1] += value * second;
    }
  }
}

/// Adds, rectifies and stores the sums of a tile with whole vectors, one or two; steps are chosen for all of it at once, so
/// that the sums stay in registers.
INLINE void NAME(finish)(
    const int rows, const int halves, const assay_product *product, size_t first_row, size_t column, VECTOR sums[ROWS][2],
    VECTOR maxima[2]) {
  const size_t stride = product->result_stride;
  const size_t offset = first_row * stride + column;
  if (product->biases != NULL) {
    const float *biases = product->biases + column;
    const VECTOR first = NAME(load)(biases), second = halves > 1 ? NAME(load)(biases + LANES) : first;
    UNROLLED for (int row = 0; row < rows; ++row) {
      sums[row][0] += first;
      if (halves > 1) sums[row][1] += second;
    }
  }
  if (product->addend != NULL) {
    const float *addend = product->addend + offset;
    UNROLLED for (int row = 0; row < rows; ++row) {
      sums[row][0] += NAME(load)(addend + (size_t)row * stride);
      if (halves > 1) sums[row][1] += NAME(load)(addend + (size_t)row * stride + LANES);
    }
  }
  if (product->is_rectified) {
    UNROLLED for (int row = 0; row < rows; ++row) {
      sums[row][0] = __builtin_elementwise_max(sums[row][0], (VECTOR)(0.0f));
      if (halves > 1) sums[row][1] = __builtin_elementwise_max(sums[row][1], (VECTOR)(0.0f));
    }
  }
  if (product->maxima != NULL) {
    UNROLLED for (int row = 0; row < rows; ++row) {
      maxima[0] = __builtin_elementwise_max(maxima[0], sums[row][0]);
      if (halves > 1) maxima[1] = __builtin_elementwise_max(maxima[1], sums[row][1]);
    }
    return;
  }
  float *result = product->result + offset;
  UNROLLED for (int row = 0; row < rows; ++row) {
    NAME(store)(result + (size_t)row * stride, sums[row][0]);
    if (halves > 1) NAME(store)(result + (size_t)row * stride + LANES, sums[row][1]);
  }
}

/// `finish` for the last panel, where columns are missing.
INLINE void NAME(finish_part)(
    const int rows, const assay_product *product, size_t first_row, size_t column, VECTOR sums[ROWS][2],
    VECTOR maxima[2]) {
  for (size_t half = 0; half < 2; ++half) {
    const size_t start = column + half * LANES;
    for (int row = 0; row < rows; ++row) {
      const size_t offset = (first_row + (size_t)row) * product->result_stride;
      VECTOR value = sums[row][half];
      if (product->biases != NULL) value += NAME(half_panel)(product->biases, start, product->columns);
      if (product->addend != NULL) {
        value += NAME(half_panel)(product->addend + offset, start, product->columns);
      }
      if (product->is_rectified) value = __builtin_elementwise_max(value, (VECTOR)(0.0f));
      if (product->maxima != NULL) {
        maxima[half] = __builtin_elementwise_max(maxima[half], value);
      } else {
        NAME(store_half_panel)(product->result + offset, start, product->columns, value);
      }
    }
  }
}

/// Computes `rows` rows, a constant, of one panel's columns.
INLINE void NAME(tile)(
    const int rows, const int is_transposed, const assay_product *product, size_t first_row, size_t column,
    const float *panel, VECTOR maxima[2]) {
  const float *left = product->left + first_row * (is_transposed ? 1 : product->left_stride);
  VECTOR sums[ROWS][2];
  if (column + PANEL <= product->columns) {
    NAME(tile_sums)(rows, 2, is_transposed, product, left, panel, sums);
    NAME(finish)(rows, 2, product, first_row, column, sums, maxima);
    return;
  }
  if (column + LANES == product->columns) {
    NAME(tile_sums)(rows, 1, is_transposed, product, left, panel, sums);
    NAME(finish)(rows, 1, product, first_row, column, sums, maxima);
    return;
  }
  if (product->columns - column <= LANES) {
    NAME(tile_sums)(rows, 1, is_transposed, product, left, panel, sums);
  } else {
    NAME(tile_sums)(rows, 2, is_transposed, product, left, panel, sums);
  }
  VECTOR copy[ROWS][2];
  UNROLLED for (int row = 0; row < rows; ++row) {
    copy[row][0] = sums[row][0];
    copy[row][1] = sums[row][1];
  }
  NAME(finish_part)(rows, product, first_row, column, copy, maxima);
}

INLINE void NAME(tile_of)(
    size_t rows, const int is_transposed, const assay_product *product, size_t first_row, size_t column,
    const float *panel, VECTOR maxima[2]) {
#define CASE(count) \
  case count: NAME(tile)(count, is_transposed, product, first_row, column, panel, maxima); break;
  switch (rows) {
    CASE(1) CASE(2) CASE(3) CASE(4)
#if ROWS > 4
    CASE(5) CASE(6)
#endif
#if ROWS > 6
    CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14)
#endif
  }
#undef CASE
}

static void NAME(tile_as_is)(
    size_t rows, const assay_product *product, size_t first_row, size_t column, const float *panel,
    VECTOR maxima[2]) {
  NAME(tile_of)(rows, 0, product, first_row, column, panel, maxima);
}

static void NAME(tile_transposed)(
    size_t rows, const assay_product *product, size_t first_row, size_t column, const float *panel,
    VECTOR maxima[2]) {
  NAME(tile_of)(rows, 1, product, first_row, column, panel, maxima);
}

static void NAME(packed_product)(const assay_product *product) {
  const size_t tiles = (product->rows + ROWS - 1) / ROWS;
  const size_t panel_stride = product->panel_stride > 0 ? product->panel_stride : product->depth * PANEL;
  const float *panel = product->panels;
  for (size_t column = 0; column < product->columns; column += PANEL, panel += panel_stride) {
    VECTOR maxima[2] = {(VECTOR)(-INFINITY), (VECTOR)(-INFINITY)};
    for (size_t tile = 0; tile < tiles; ++tile) {
      // Even heights: a last tile of one or two rows would leave the multipliers waiting.
      const size_t first = product->rows * tile / tiles, end = product->rows * (tile + 1) / tiles;
      if (product->is_left_transposed) {
        NAME(tile_transposed)(end - first, product, first, column, panel, maxima);
      } else {
        NAME(tile_as_is)(end - first, product, first, column, panel, maxima);
      }
    }
    if (product->maxima == NULL) continue;
    NAME(store_half_panel)(product->maxima, column, product->columns, maxima[0]);
    NAME(store_half_panel)(product->maxima, column + LANES, product->columns, maxima[1]);
  }
}
