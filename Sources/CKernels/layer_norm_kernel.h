#include "vector_kernel.h"

/// The sum over `width` columns of a row's differences from `center`, and of their squares.
INLINE void NAME(moments)(const float *row, size_t width, float center, float *sum, float *square_sum) {
  VECTOR sums[2] = {(VECTOR)(0.0f), (VECTOR)(0.0f)};
  VECTOR squares[2] = {(VECTOR)(0.0f), (VECTOR)(0.0f)};
  size_t column = 0;
  for (; column + 2 * LANES <= width; column += 2 * LANES) {
    for (int half = 0; half < 2; ++half) {
      const VECTOR difference = NAME(load)(row + column + half * LANES) - center;
      sums[half] += difference;
      squares[half] += difference * difference;
    }
  }
  float rest = 0, square_rest = 0;
  for (; column < width; ++column) {
    const float difference = row[column] - center;
    rest += difference;
    square_rest += difference * difference;
  }
  *sum = NAME(sum)(sums[0] + sums[1]) + rest;
  *square_sum = NAME(sum)(squares[0] + squares[1]) + square_rest;
}

/// The mean of a row, and one over the root of its variance and `epsilon`.
INLINE void NAME(statistics)(const float *row, size_t width, float epsilon, float *mean, float *inverse) {
  float sum, squares;
  NAME(moments)(row, width, 0, &sum, &squares);
  *mean = sum / (float)width;
  NAME(moments)(row, width, *mean, &sum, &squares);
  *inverse = 1.0f / __builtin_sqrtf(squares / (float)width + epsilon);
}

static void NAME(layer_norm)(
    const float *rows, size_t count, size_t width, const float *gains, const float *biases, float epsilon,
    float *result, float *statistics) {
  for (size_t row = 0; row < count; ++row, rows += width, result += width) {
    float mean, inverse;
    NAME(statistics)(rows, width, epsilon, &mean, &inverse);
    size_t column = 0;
    for (; column + LANES <= width; column += LANES) {
      const VECTOR normal = (NAME(load)(rows + column) - mean) * inverse;
      NAME(store)(result + column, normal * NAME(load)(gains + column) + NAME(load)(biases + column));
    }
    for (; column < width; ++column) {
      result[column] = (rows[column] - mean) * inverse * gains[column] + biases[column];
    }
    if (statistics == NULL) continue;
    statistics[2 * row] = mean;
    statistics[2 * row + 1] = inverse;
  }
}

/// The means over a row of the gradient of the normalised values, and of its product with them.
INLINE void NAME(mean_gradients)(
    const float *row, const float *gradients, const float *gains, size_t width, float mean, float inverse,
    float *gradient_mean, float *product_mean) {
  VECTOR sums = (VECTOR)(0.0f), products = (VECTOR)(0.0f);
  size_t column = 0;
  for (; column + LANES <= width; column += LANES) {
    const VECTOR gradient = NAME(load)(gradients + column) * NAME(load)(gains + column);
    sums += gradient;
    products += gradient * ((NAME(load)(row + column) - mean) * inverse);
  }
  float sum = NAME(sum)(sums), product = NAME(sum)(products);
  for (; column < width; ++column) {
    sum += gradients[column] * gains[column];
    product += gradients[column] * gains[column] * ((row[column] - mean) * inverse);
  }
  *gradient_mean = sum / (float)width;
  *product_mean = product / (float)width;
}

static void NAME(layer_norm_backward)(
    const float *restrict rows, const float *restrict gradients, const float *restrict statistics,
    size_t count, size_t width, const float *restrict gains, float *restrict input_gradients,
    float *restrict gain_gradients, float *restrict bias_gradients) {
  for (size_t row = 0; row < count; ++row, rows += width, gradients += width, input_gradients += width) {
    const float mean = statistics[2 * row], inverse = statistics[2 * row + 1];
    float gradient_mean, product_mean;
    NAME(mean_gradients)(rows, gradients, gains, width, mean, inverse, &gradient_mean, &product_mean);
    for (size_t column = 0; column < width; ++column) {
      const float normal = (rows[column] - mean) * inverse;
      const float gradient = gradients[column] * gains[column];
      gain_gradients[column] += gradients[column] * normal;
      bias_gradients[column] += gradients[column];
      input_gradients[column] = inverse * (gradient - gradient_mean - normal * product_mean);
    }
  }
}

static void NAME(normalize)(
    const float *rows, size_t count, size_t width, float epsilon, float *result, float *inverses) {
  for (size_t row = 0; row < count; ++row, rows += width, result += width) {
    float mean, inverse;
    NAME(statistics)(rows, width, epsilon, &mean, &inverse);
    size_t column = 0;
    for (; column + LANES <= width; column += LANES) {
      NAME(store)(result + column, (NAME(load)(rows + column) - mean) * inverse);
    }
    for (; column < width; ++column) result[column] = (rows[column] - mean) * inverse;
    inverses[row] = inverse;
  }
}

static void NAME(normalize_backward)(
    const float *normal, const float *gradients, const float *inverses, size_t count, size_t width,
    const float *addend, float *result) {
  for (size_t row = 0; row < count; ++row, normal += width, gradients += width, addend += width, result += width) {
    VECTOR sums = (VECTOR)(0.0f), products = (VECTOR)(0.0f);
    size_t column = 0;
    for (; column + LANES <= width; column += LANES) {
      const VECTOR gradient = NAME(load)(gradients + column);
      sums += gradient;
      products += gradient * NAME(load)(normal + column);
    }
    float sum = NAME(sum)(sums), product = NAME(sum)(products);
    for (; column < width; ++column) {
      sum += gradients[column];
      product += gradients[column] * normal[column];
    }
    const float mean = sum / (float)width, product_mean = product / (float)width, inverse = inverses[row];
    for (column = 0; column + LANES <= width; column += LANES) {
      const VECTOR rest = NAME(load)(gradients + column) - mean - NAME(load)(normal + column) * product_mean;
      NAME(store)(result + column, NAME(load)(addend + column) + inverse * rest);
    }
    for (; column < width; ++column) {
      result[column] = addend[column] + inverse * (gradients[column] - mean - normal[column] * product_mean);
    }
  }
}

static void NAME(add_column_sums)(const float *rows, size_t count, size_t width, size_t stride, float *sums) {
  size_t column = 0;
  for (; column + 4 * LANES <= width; column += 4 * LANES) {
    VECTOR totals[4];
    for (int part = 0; part < 4; ++part) totals[part] = NAME(load)(sums + column + part * LANES);
    for (size_t row = 0; row < count; ++row) {
      for (int part = 0; part < 4; ++part) totals[part] += NAME(load)(rows + row * stride + column + part * LANES);
    }
    for (int part = 0; part < 4; ++part) NAME(store)(sums + column + part * LANES, totals[part]);
  }
  for (; column < width; ++column) {
    for (size_t row = 0; row < count; ++row) sums[column] += rows[row * stride + column];
  }
}
