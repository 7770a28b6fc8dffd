#include <math.h>

#include "vector_kernel.h"

#undef PANEL
#define PANEL (2 * LANES)
#undef LOG2_E
#define LOG2_E 1.44269504f

/// The weights of LANES queries; the sums of tokens at even and at odd places are apart, so that none waits for another.
INLINE void NAME(weigh_lanes)(
    float *scores, size_t keys, size_t queries, float scale, float *inverses, float *logarithms) {
  VECTOR maxima[2] = {(VECTOR)(-INFINITY), (VECTOR)(-INFINITY)}, sums[2] = {(VECTOR)(0.0f), (VECTOR)(0.0f)};
  size_t key = 0;
  for (; key + 2 <= keys; key += 2) {
    for (int i = 0; i < 2; ++i) {
      maxima[i] = __builtin_elementwise_max(maxima[i], NAME(load)(scores + (key + i) * PANEL));
    }
  }
  if (key < keys) maxima[0] = __builtin_elementwise_max(maxima[0], NAME(load)(scores + key * PANEL));
  const VECTOR maximum = __builtin_elementwise_max(maxima[0], maxima[1]);
  scale *= LOG2_E;
  for (key = 0; key < keys; ++key) {
    float *place = scores + key * PANEL;
    const VECTOR power = NAME(power_of_two)((NAME(load)(place) - maximum) * scale);
    NAME(store)(place, power);
    sums[key & 1] += power;
  }
  const VECTOR sum = sums[0] + sums[1];
  for (size_t lane = 0; lane < queries && lane < LANES; ++lane) {
    inverses[lane] = 1.0f / sum[lane];
    logarithms[lane] = maximum[lane] * scale + log2f(sum[lane]);
  }
}

static void NAME(panel_weights)(
    float *scores, size_t keys, size_t queries, float scale, float *inverses, float *logarithms) {
  NAME(weigh_lanes)(scores, keys, queries, scale, inverses, logarithms);
  if (queries <= LANES) return;
  NAME(weigh_lanes)(scores + LANES, keys, queries - LANES, scale, inverses + LANES, logarithms + LANES);
}

/// The numbers of the queries in the lanes from `first` on, and zeros.
INLINE VECTOR NAME(of_queries)(const float *numbers, size_t first, size_t queries) {
  if (first + LANES <= queries) return NAME(load)(numbers + first);
  return first < queries ? NAME(load_part)(numbers + first, queries - first) : (VECTOR)(0.0f);
}

static void NAME(panel_weights_backward)(
    float *scores, float *gradients, size_t keys, size_t queries, float scale, const float *logarithms,
    const float *products) {
  for (size_t first = 0; first < queries; first += LANES) {
    const VECTOR logarithm = NAME(of_queries)(logarithms, first, queries);
    const VECTOR product = NAME(of_queries)(products, first, queries);
    for (size_t key = 0; key < keys; ++key) {
      float *score = scores + key * PANEL + first, *gradient = gradients + key * PANEL + first;
      const VECTOR weight = NAME(power_of_two)(NAME(load)(score) * (scale * LOG2_E) - logarithm);
      NAME(store)(score, weight);
      NAME(store)(gradient, scale * weight * (NAME(load)(gradient) - product));
    }
  }
}

static void NAME(panel_rows)(
    const float *restrict panel, size_t width, size_t queries, const float *factors, float *restrict rows,
    size_t stride) {
  const size_t whole_queries = queries / 4 * 4, whole_width = width / 4 * 4;
  for (size_t column = 0; column < whole_width; column += 4) {
    for (size_t query = 0; query < whole_queries; query += 4) {
      NAME(quad) quads[4];
      NAME(transpose)(panel + column * PANEL + query, PANEL, quads);
      for (size_t i = 0; i < 4; ++i) {
        const float factor = factors != NULL ? factors[query + i] : 1.0f;
        NAME(store_quad)(rows + (query + i) * stride + column, factor * quads[i]);
      }
    }
  }
  for (size_t query = 0; query < queries; ++query) {
    const float factor = factors != NULL ? factors[query] : 1.0f;
    for (size_t column = query < whole_queries ? whole_width : 0; column < width; ++column) {
      rows[query * stride + column] = factor * panel[column * PANEL + query];
    }
  }
}

static void NAME(copy_rows)(
    const float *restrict from, size_t from_stride, size_t count, size_t width, float *restrict to,
    size_t to_stride) {
  const size_t rest = width % LANES;
  for (size_t row = 0; row < count; ++row, from += from_stride, to += to_stride) {
    for (size_t column = 0; column + LANES <= width; column += LANES) {
      NAME(store)(to + column, NAME(load)(from + column));
    }
    if (rest > 0) NAME(store_part)(to + width - rest, NAME(load_part)(from + width - rest, rest), rest);
  }
}

static void NAME(row_products)(
    const float *left, const float *right, size_t count, size_t width, size_t stride, float *products) {
  for (size_t row = 0; row < count; ++row, left += stride, right += stride) {
    VECTOR sums = (VECTOR)(0.0f);
    size_t column = 0;
    for (; column + LANES <= width; column += LANES) {
      sums += NAME(load)(left + column) * NAME(load)(right + column);
    }
    float sum = NAME(sum)(sums);
    for (; column < width; ++column) sum += left[column] * right[column];
    products[row] = sum;
  }
}
