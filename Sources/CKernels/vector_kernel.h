// Vectors and the functions on them that kernels share, for one instruction set; see compile_for_each.h.
// A kernel includes this first; VECTOR and INLINE stay defined until the next inclusion.
#include <string.h>

#undef VECTOR
#define VECTOR NAME(vector)
#undef INLINE
#define INLINE static inline __attribute__((always_inline, unused))

typedef float VECTOR __attribute__((ext_vector_type(LANES)));
typedef float NAME(loose_vector) __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int NAME(integers) __attribute__((ext_vector_type(LANES)));

INLINE VECTOR NAME(load)(const float *from) { return *(const NAME(loose_vector) *)from; }

INLINE void NAME(store)(float *to, VECTOR values) { *(NAME(loose_vector) *)to = values; }

/// The first `count` floats, less than a vector, and zeros.
INLINE VECTOR NAME(load_part)(const float *from, size_t count) {
  float padded[LANES] = {0};
  memcpy(padded, from, count * sizeof(float));
  return NAME(load)(padded);
}

INLINE void NAME(store_part)(float *to, VECTOR values, size_t count) {
  float padded[LANES];
  NAME(store)(padded, values);
  memcpy(to, padded, count * sizeof(float));
}

INLINE float NAME(sum)(VECTOR values) {
  float sum = 0;
  for (int lane = 0; lane < LANES; ++lane) sum += values[lane];
  return sum;
}

INLINE float NAME(largest)(VECTOR values) {
  float largest = values[0];
  for (int lane = 1; lane < LANES; ++lane) largest = values[lane] > largest ? values[lane] : largest;
  return largest;
}

/// e to the power of each value, to 2 units in the last place; values are clamped to -87 ... 88.
///
/// The value is split into a multiple of ln 2, in two parts so that the subtraction is exact, and a rest below
/// ln 2 / 2, whose exponential is a polynomial (the coefficients of Moshier's Cephes library).
INLINE VECTOR NAME(exponential)(VECTOR value) {
  value = __builtin_elementwise_max(value, (VECTOR)(-87.0f));
  value = __builtin_elementwise_min(value, (VECTOR)(88.0f));
  const VECTOR multiple = __builtin_elementwise_rint(value * 1.44269504f);
  const VECTOR rest = value - multiple * 0.693359375f + multiple * 2.12194440e-4f;
  VECTOR polynomial = (VECTOR)(1.9875691500e-4f);
  polynomial = polynomial * rest + 1.3981999507e-3f;
  polynomial = polynomial * rest + 8.3334519073e-3f;
  polynomial = polynomial * rest + 4.1665795894e-2f;
  polynomial = polynomial * rest + 1.6666665459e-1f;
  polynomial = polynomial * rest + 5.0000001201e-1f;
  polynomial = polynomial * (rest * rest) + rest + 1.0f;
  const NAME(integers) exponent = __builtin_convertvector(multiple, NAME(integers)) + 127;
  union {
    NAME(integers) bits;
    VECTOR power;
  } scale = {exponent << 23};
  return polynomial * scale.power;
}

/// 2 to the power of each value, to 1e-7 of it; values are at most 126, and those below -126 are taken for -126.
///
/// The value is split into a whole number, which goes to the exponent, and a rest of at most a half, whose power is a polynomial
/// with the least largest relative error.
INLINE VECTOR NAME(power_of_two)(VECTOR value) {
  value = __builtin_elementwise_max(value, (VECTOR)(-126.0f));
  const VECTOR whole = __builtin_elementwise_rint(value);
  const VECTOR rest = value - whole;
  VECTOR polynomial = (VECTOR)(1.3274633e-3f);
  polynomial = polynomial * rest + 9.6719619e-3f;
  polynomial = polynomial * rest + 5.5506784e-2f;
  polynomial = polynomial * rest + 2.4022235e-1f;
  polynomial = polynomial * rest + 6.9314706e-1f;
  polynomial = polynomial * rest + 1.0f;
  union {
    NAME(integers) bits;
    VECTOR power;
  } result = {.power = polynomial};
  result.bits += __builtin_convertvector(whole, NAME(integers)) << 23;
  return result.power;
}
