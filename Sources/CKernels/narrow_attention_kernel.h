#include <math.h>

#include "vector_kernel.h"

// Queries lie in the lanes of vectors, feature after feature; keys and values are read one by one. So neither scores nor
// weights ever reach memory. Scores are in units of log 2, because a power of two takes fewer steps than one of e.

#undef UNROLLED
#define UNROLLED _Pragma("clang loop unroll(full)")
#undef LOG2_E
#define LOG2_E 1.44269504f

/// Writes `scale` times the columns of `[tokens][width]` one after another, `[width][padded]`, zero beyond the last token.
INLINE void NAME(gather_columns)(
    const float *rows, size_t stride, size_t tokens, size_t padded, size_t width, float scale, float *columns) {
  for (size_t column = 0; column < width; ++column, columns += padded) {
    for (size_t token = 0; token < tokens; ++token) columns[token] = scale * rows[token * stride + column];
    for (size_t token = tokens; token < padded; ++token) columns[token] = 0.0f;
  }
}

/// Writes the keys and the values of each token side by side, `[tokens][2 width]`.
INLINE void NAME(gather_keys)(const assay_narrow_head *head, size_t width, float *pairs) {
  for (size_t token = 0; token < head->tokens; ++token, pairs += 2 * width) {
    for (size_t column = 0; column < width; ++column) {
      pairs[column] = head->keys[token * head->stride + column];
      pairs[width + column] = head->values[token * head->stride + column];
    }
  }
}

/// The dot product less a number.
INLINE VECTOR NAME(dot_with)(const int width, const VECTOR *vectors, const float *numbers, VECTOR less) {
  VECTOR sum = vectors[0] * numbers[0] - less;
  UNROLLED for (int column = 1; column < width; ++column) sum += vectors[column] * numbers[column];
  return sum;
}

INLINE VECTOR NAME(dot)(const int width, const VECTOR *vectors, const VECTOR *others, VECTOR less) {
  VECTOR sum = vectors[0] * others[0] - less;
  UNROLLED for (int column = 1; column < width; ++column) sum += vectors[column] * others[column];
  return sum;
}

/// What to take from the scores of LANES queries so that no power is too large: their maximum, or a bound of it that is cheaper
/// and that leaves no power too small. No score is further from zero than the lengths of query and key say.
INLINE VECTOR NAME(score_offset)(
    const int width, const VECTOR *query, const float *pairs, size_t tokens, float longest_key) {
  VECTOR squares = query[0] * query[0];
  UNROLLED for (int column = 1; column < width; ++column) squares += query[column] * query[column];
  const VECTOR bound = __builtin_elementwise_sqrt(squares) * (longest_key * 1.00001f);
  if (NAME(largest)(bound) < 50.0f) return bound;
  VECTOR maximum = (VECTOR)(-INFINITY);
  for (size_t token = 0; token < tokens; ++token, pairs += 2 * width) {
    maximum = __builtin_elementwise_max(maximum, NAME(dot_with)(width, query, pairs, (VECTOR)(0.0f)));
  }
  return maximum;
}

INLINE float NAME(longest_key)(size_t width, const float *pairs, size_t tokens) {
  float longest = 0;
  for (size_t token = 0; token < tokens; ++token, pairs += 2 * width) {
    float square = 0;
    for (size_t column = 0; column < width; ++column) square += pairs[column] * pairs[column];
    longest = square > longest ? square : longest;
  }
  return __builtin_sqrtf(longest);
}

/// Attends for LANES queries.
INLINE void NAME(attend_lanes)(
    const int width, const float *queries, size_t padded, const float *pairs, size_t tokens, float longest_key,
    VECTOR *sums, VECTOR *logarithms) {
  VECTOR query[ASSAY_NARROW_WIDTH];
  UNROLLED for (int column = 0; column < width; ++column) {
    query[column] = NAME(load)(queries + (size_t)column * padded);
    sums[column] = (VECTOR)(0.0f);
  }
  const VECTOR offset = NAME(score_offset)(width, query, pairs, tokens, longest_key);
  VECTOR total = (VECTOR)(0.0f);
  for (size_t token = 0; token < tokens; ++token, pairs += 2 * width) {
    const VECTOR power = NAME(power_of_two)(NAME(dot_with)(width, query, pairs, offset));
    total += power;
    UNROLLED for (int column = 0; column < width; ++column) sums[column] += power * pairs[width + column];
  }
  const VECTOR inverse = 1.0f / total;
  UNROLLED for (int column = 0; column < width; ++column) sums[column] *= inverse;
  for (int lane = 0; lane < LANES; ++lane) (*logarithms)[lane] = offset[lane] + log2f(total[lane]);
}

INLINE void NAME(attend_narrow)(const int width, const assay_narrow_head *head, float *scratch) {
  const size_t tokens = head->tokens, padded = (tokens + LANES - 1) / LANES * LANES;
  float *queries = scratch, *pairs = scratch + (size_t)width * padded;
  NAME(gather_columns)
  (head->queries, head->stride, tokens, padded, (size_t)width, head->scale * LOG2_E, queries);
  NAME(gather_keys)(head, (size_t)width, pairs);
  const float longest_key = NAME(longest_key)((size_t)width, pairs, tokens);
  for (size_t first = 0; first < tokens; first += LANES) {
    VECTOR sums[ASSAY_NARROW_WIDTH], logarithms;
    NAME(attend_lanes)(width, queries + first, padded, pairs, tokens, longest_key, sums, &logarithms);
    const size_t count = tokens - first < LANES ? tokens - first : LANES;
    for (size_t lane = 0; lane < count; ++lane) {
      head->logarithms[first + lane] = logarithms[lane];
      for (int column = 0; column < width; ++column) {
        head->output[(first + lane) * head->output_stride + (size_t)column] = sums[column][lane];
      }
    }
  }
}

/// What the gradients of all queries need, each `[width][padded]` or `[padded]`.
typedef struct {
  float *queries, *output_gradients, *query_gradients, *logarithms, *products;
  size_t padded;
} NAME(narrow_columns);

/// The gradients of one key and one value, `[width]` each; adds to those of the queries.
INLINE void NAME(key_gradients)(
    const int width, const NAME(narrow_columns) * columns, const float *pair, float *key_gradient,
    float *value_gradient) {
  const size_t padded = columns->padded;
  VECTOR keys[ASSAY_NARROW_WIDTH], values[ASSAY_NARROW_WIDTH];
  VECTOR key[ASSAY_NARROW_WIDTH], value[ASSAY_NARROW_WIDTH];
  UNROLLED for (int column = 0; column < width; ++column) {
    keys[column] = values[column] = (VECTOR)(0.0f);
    key[column] = (VECTOR)(pair[column]);
    value[column] = (VECTOR)(pair[width + column]);
  }
  for (size_t first = 0; first < padded; first += LANES) {
    VECTOR query[ASSAY_NARROW_WIDTH], gradient[ASSAY_NARROW_WIDTH];
    UNROLLED for (int column = 0; column < width; ++column) {
      query[column] = NAME(load)(columns->queries + (size_t)column * padded + first);
      gradient[column] = NAME(load)(columns->output_gradients + (size_t)column * padded + first);
    }
    const VECTOR weight =
        NAME(power_of_two)(NAME(dot)(width, query, key, NAME(load)(columns->logarithms + first)));
    const VECTOR score_gradient = weight * NAME(dot)(width, gradient, value, NAME(load)(columns->products + first));
    UNROLLED for (int column = 0; column < width; ++column) {
      float *place = columns->query_gradients + (size_t)column * padded + first;
      NAME(store)(place, NAME(load)(place) + score_gradient * key[column]);
      keys[column] += score_gradient * query[column];
      values[column] += weight * gradient[column];
    }
  }
  UNROLLED for (int column = 0; column < width; ++column) {
    key_gradient[column] = NAME(sum)(keys[column]) * (1.0f / LOG2_E);
    value_gradient[column] = NAME(sum)(values[column]);
  }
}

INLINE void NAME(differentiate_narrow)(
    const int width, const assay_narrow_head *head, const assay_narrow_gradient *gradient, float *scratch) {
  const size_t tokens = head->tokens, padded = (tokens + LANES - 1) / LANES * LANES, wide = (size_t)width;
  const NAME(narrow_columns) columns = {
      scratch, scratch + wide * padded, scratch + 2 * wide * padded, scratch + 3 * wide * padded,
      scratch + (3 * wide + 1) * padded, padded};
  float *pairs = scratch + (3 * wide + 2) * padded;
  NAME(gather_columns)
  (head->queries, head->stride, tokens, padded, wide, head->scale * LOG2_E, columns.queries);
  NAME(gather_columns)(
      gradient->output_gradients, head->output_stride, tokens, padded, wide, 1.0f, columns.output_gradients);
  NAME(gather_keys)(head, wide, pairs);
  memset(columns.query_gradients, 0, wide * padded * sizeof(float));
  for (size_t token = 0; token < padded; ++token) {
    columns.logarithms[token] = token < tokens ? head->logarithms[token] : 0.0f;
    columns.products[token] = 0.0f;
    for (size_t column = 0; token < tokens && column < wide; ++column) {
      columns.products[token] += columns.output_gradients[column * padded + token] *
                                 head->output[token * head->output_stride + column];
    }
  }
  for (size_t token = 0; token < tokens; ++token) {
    const size_t place = token * gradient->stride;
    NAME(key_gradients)(
        width, &columns, pairs + token * 2 * wide, gradient->keys + place, gradient->values + place);
  }
  for (size_t token = 0; token < tokens; ++token) {
    for (size_t column = 0; column < wide; ++column) {
      gradient->queries[token * gradient->stride + column] =
          head->scale * columns.query_gradients[column * padded + token];
    }
  }
}

#define FOR_EACH_WIDTH(CASE) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)

static void NAME(narrow_attention)(const assay_narrow_head *head, float *scratch) {
#define CASE(count) \
  case count: NAME(attend_narrow)(count, head, scratch); break;
  switch (head->width) { FOR_EACH_WIDTH(CASE) }
#undef CASE
}

static void NAME(narrow_attention_backward)(
    const assay_narrow_head *head, const assay_narrow_gradient *gradient, float *scratch) {
#define CASE(count) \
  case count: NAME(differentiate_narrow)(count, head, gradient, scratch); break;
  switch (head->width) { FOR_EACH_WIDTH(CASE) }
#undef CASE
}

#undef FOR_EACH_WIDTH
