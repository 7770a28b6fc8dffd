#include "vector_kernel.h"

/// The normal distribution function and its density at some points.
INLINE void NAME(normal)(VECTOR point, VECTOR *distribution, VECTOR *density) {
  const VECTOR bell = NAME(exponential)(point * point * -0.5f);
  const VECTOR magnitude = __builtin_elementwise_abs(point);
  const VECTOR t = 1.0f / (1.0f + magnitude * (0.3275911f * 0.70710678f));
  VECTOR tail = (VECTOR)(1.061405429f);
  tail = tail * t - 1.453152027f;
  tail = tail * t + 1.421413741f;
  tail = tail * t - 0.284496736f;
  tail = tail * t + 0.254829592f;
  tail = tail * t * bell * 0.5f;
  // Below zero the distribution is the tail, above it one less the tail.
  const VECTOR sign = __builtin_elementwise_copysign((VECTOR)(1.0f), point);
  *distribution = 0.5f + sign * (0.5f - tail);
  *density = bell * 0.39894228f;
}

INLINE VECTOR NAME(gelu_of)(VECTOR value) {
  VECTOR distribution, density;
  NAME(normal)(value, &distribution, &density);
  return value * distribution;
}

INLINE VECTOR NAME(gelu_slope)(VECTOR value) {
  VECTOR distribution, density;
  NAME(normal)(value, &distribution, &density);
  return distribution + value * density;
}

static void NAME(gelu)(const float *values, size_t count, float *result) {
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    NAME(store)(result + index, NAME(gelu_of)(NAME(load)(values + index)));
  }
  const VECTOR last = NAME(load_part)(values + index, count - index);
  NAME(store_part)(result + index, NAME(gelu_of)(last), count - index);
}

static void NAME(gelu_backward)(
    const float *values, const float *output_gradients, size_t count, float *input_gradients) {
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    const VECTOR slope = NAME(gelu_slope)(NAME(load)(values + index));
    NAME(store)(input_gradients + index, slope * NAME(load)(output_gradients + index));
  }
  const size_t rest = count - index;
  const VECTOR slope = NAME(gelu_slope)(NAME(load_part)(values + index, rest));
  const VECTOR gradient = NAME(load_part)(output_gradients + index, rest);
  NAME(store_part)(input_gradients + index, slope * gradient, rest);
}

static void NAME(gelu_both)(
    const float *values, const float *output_gradients, size_t count, float *results, float *input_gradients) {
  for (size_t index = 0; index < count; index += LANES) {
    const size_t rest = count - index < LANES ? count - index : LANES;
    const VECTOR value = rest == LANES ? NAME(load)(values + index) : NAME(load_part)(values + index, rest);
    const VECTOR gradient =
        rest == LANES ? NAME(load)(output_gradients + index) : NAME(load_part)(output_gradients + index, rest);
    VECTOR distribution, density;
    NAME(normal)(value, &distribution, &density);
    const VECTOR result = value * distribution;
    const VECTOR slope = gradient * (distribution + value * density);
    if (rest == LANES) {
      NAME(store)(results + index, result);
      NAME(store)(input_gradients + index, slope);
    } else {
      NAME(store_part)(results + index, result, rest);
      NAME(store_part)(input_gradients + index, slope, rest);
    }
  }
}
