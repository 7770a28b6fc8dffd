#include "scaled_logarithms.h"

#include <stdint.h>
#include <string.h>

#include "vector_lanes.h"

#define INLINE static inline __attribute__((always_inline))

INLINE float from_bits(int32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

INLINE int32_t to_bits(float value) {
  int32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// The natural logarithm of a number of at least 1: exponent times log 2, plus 2 artanh(t) for the mantissa m in
/// sqrt(1/2) ... sqrt(2), where t = (m - 1) / (m + 1).
INLINE float logarithm(float x) {
  const int32_t half_root = 0x3f3504f3;  // sqrt(1/2)
  const int32_t bits = to_bits(x);
  const int32_t exponent = (bits - half_root) >> 23;
  const float mantissa = from_bits(bits - (exponent << 23));
  const float t = (mantissa - 1) / (mantissa + 1), square = t * t;
  const float series = 1.0f / 3 + square * (1.0f / 5 + square * (1.0f / 7 + square * (1.0f / 9 + square / 11)));
  return (float)exponent * 0.693147180559945309f + 2 * (t + t * square * series);
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_scaled_logarithms(float *values, long count, float scale) {
  for (long i = 0; i < count; i++) {
    const float magnitude = logarithm(1 + scale * __builtin_fabsf(values[i]));
    values[i] = __builtin_copysignf(magnitude, values[i]);
  }
}
