#include <math.h>

#include "vector_kernel.h"

#undef LOG2_E
#define LOG2_E 1.44269504f

/// A vector of a row, filled up where the row ends.
INLINE VECTOR NAME(load_or)(const float *row, size_t column, size_t width, float filler) {
  if (column + LANES <= width) return NAME(load)(row + column);
  VECTOR values = (VECTOR)(filler);
  for (size_t lane = 0; column + lane < width; ++lane) values[lane] = row[column + lane];
  return values;
}

INLINE void NAME(store_within)(float *row, size_t column, size_t width, VECTOR values) {
  if (column + LANES <= width) {
    NAME(store)(row + column, values);
  } else {
    for (size_t lane = 0; column + lane < width; ++lane) row[column + lane] = values[lane];
  }
}

static void NAME(two_way_rows)(const assay_two_way_block *block) {
  const size_t width = block->width;
  const float scale = block->scale * LOG2_E;
  for (size_t column = 0; column < width; ++column) block->column_maxima[column] = -INFINITY;
  for (size_t row = 0; row < block->count; ++row) {
    const float *scores = block->scores + row * width;
    VECTOR maxima = (VECTOR)(-INFINITY);
    for (size_t column = 0; column < width; column += LANES) {
      const VECTOR some = NAME(load_or)(scores, column, width, -INFINITY);
      const VECTOR before = NAME(load_or)(block->column_maxima, column, width, -INFINITY);
      maxima = __builtin_elementwise_max(maxima, some);
      NAME(store_within)(block->column_maxima, column, width, __builtin_elementwise_max(before, some));
    }
    const float maximum = NAME(largest)(maxima);
    VECTOR sums[2] = {(VECTOR)(0.0f), (VECTOR)(0.0f)};
    size_t column = 0;
    for (; column + 2 * LANES <= width; column += 2 * LANES) {
      for (int half = 0; half < 2; ++half) {
        sums[half] += NAME(power_of_two)((NAME(load)(scores + column + half * LANES) - maximum) * scale);
      }
    }
    float sum = NAME(sum)(sums[0] + sums[1]);
    for (; column < width; column += LANES) {
      const VECTOR some = NAME(power_of_two)((NAME(load_or)(scores, column, width, maximum) - maximum) * scale);
      for (size_t lane = 0; lane < LANES && column + lane < width; ++lane) sum += some[lane];
    }
    block->row_maxima[row] = maximum;
    block->row_logarithms[row] = log2f(sum);
  }
}

static void NAME(two_way_columns)(const assay_two_way_block *block, float *sums) {
  const size_t width = block->width;
  const float scale = block->scale * LOG2_E;
  for (size_t column = 0; column < width; column += LANES) {
    const VECTOR maxima = NAME(load_or)(block->column_maxima, column, width, 0);
    VECTOR sum = (VECTOR)(0.0f);
    for (size_t row = 0; row < block->count; ++row) {
      const VECTOR some = NAME(load_or)(block->scores + row * width, column, width, 0);
      sum += NAME(power_of_two)((some - maxima) * scale);
    }
    NAME(store_within)(sums, column, width, sum);
  }
}

static void NAME(two_way_finish)(const assay_two_way_block *block, float factor) {
  const size_t width = block->width;
  const float scale = block->scale * LOG2_E;
  for (size_t row = 0; row < block->count; ++row) {
    float *scores = block->scores + row * width;
    const float maximum = block->row_maxima[row], logarithm = block->row_logarithms[row];
    for (size_t column = 0; column < width; column += LANES) {
      const VECTOR score = NAME(load_or)(scores, column, width, 0);
      const VECTOR maxima = NAME(load_or)(block->column_maxima, column, width, 0);
      const VECTOR logarithms = NAME(load_or)(block->column_logarithms, column, width, 0);
      const VECTOR along_row = NAME(power_of_two)((score - maximum) * scale - logarithm);
      const VECTOR along_column = NAME(power_of_two)((score - maxima) * scale - logarithms);
      NAME(store_within)(scores, column, width, factor * (along_row + along_column));
    }
  }
}
