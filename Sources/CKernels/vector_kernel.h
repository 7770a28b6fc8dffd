// Vectors and the functions on them that kernels share, for one instruction set; see compile_for_each.h.
// A kernel includes this first; VECTOR and INLINE stay defined until the next inclusion.
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#undef VECTOR
#define VECTOR NAME(vector)
#undef INLINE
#define INLINE static inline __attribute__((always_inline, unused))

typedef float VECTOR __attribute__((ext_vector_type(LANES)));
typedef float NAME(loose_vector) __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int NAME(integers) __attribute__((ext_vector_type(LANES)));

INLINE VECTOR NAME(load)(const float *from) { return *(const NAME(loose_vector) *)from; }

INLINE void NAME(store)(float *to, VECTOR values) { *(NAME(loose_vector) *)to = values; }

#if LANES == 16 && defined(__x86_64__) && !defined(ASSAY_EMULATE_AVX512)

/// The first `count` floats, less than a vector, and zeros.
INLINE VECTOR NAME(load_part)(const float *from, size_t count) {
  return (VECTOR)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), from);
}

INLINE void NAME(store_part)(float *to, VECTOR values, size_t count) {
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << count) - 1), (__m512)values);
}

#else

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

#endif

typedef float NAME(quad) __attribute__((ext_vector_type(4)));
typedef float NAME(loose_quad) __attribute__((ext_vector_type(4), aligned(4)));

/// Four floats of four rows, as four floats of four columns.
INLINE void NAME(transpose)(const float *from, size_t stride, NAME(quad) columns[4]) {
  NAME(quad) rows[4];
  for (size_t i = 0; i < 4; ++i) rows[i] = *(const NAME(loose_quad) *)(from + i * stride);
  const NAME(quad) a = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
  const NAME(quad) b = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
  const NAME(quad) c = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
  const NAME(quad) d = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
  columns[0] = __builtin_shufflevector(a, b, 0, 1, 4, 5);
  columns[1] = __builtin_shufflevector(a, b, 2, 3, 6, 7);
  columns[2] = __builtin_shufflevector(c, d, 0, 1, 4, 5);
  columns[3] = __builtin_shufflevector(c, d, 2, 3, 6, 7);
}

INLINE void NAME(store_quad)(float *to, NAME(quad) values) { *(NAME(loose_quad) *)to = values; }

/// The sum of all lanes, half by half.
INLINE float NAME(sum)(VECTOR values) {
#if LANES == 16
  const __typeof__(values.lo) eight = values.lo + values.hi;
#else
  const VECTOR eight = values;
#endif
#if LANES >= 8
  const NAME(quad) four = eight.lo + eight.hi;
#else
  const NAME(quad) four = eight;
#endif
  return (four[0] + four[2]) + (four[1] + four[3]);
}

INLINE float NAME(largest)(VECTOR values) {
  float largest = values[0];
  for (int lane = 1; lane < LANES; ++lane) largest = values[lane] > largest ? values[lane] : largest;
  return largest;
}

/// What rounds a number below 2^22 to the nearest whole one when it is added: the sum's lowest bits are that number.
#undef ASSAY_ROUNDER
#define ASSAY_ROUNDER 0x1.8p23f

typedef union {
  VECTOR value;
  NAME(integers) bits;
} NAME(rounded);

/// e to the power of each value, to 2 units in the last place; values are clamped to -87 ... 88.
///
/// The value is split into a multiple of ln 2, in two parts so that the subtraction is exact, and a rest below
/// ln 2 / 2, whose exponential is a polynomial (the coefficients of Moshier's Cephes library).
INLINE VECTOR NAME(exponential)(VECTOR value) {
  value = __builtin_elementwise_max(value, (VECTOR)(-87.0f));
  value = __builtin_elementwise_min(value, (VECTOR)(88.0f));
  const NAME(rounded) whole = {value * 1.44269504f + ASSAY_ROUNDER};
  const VECTOR multiple = whole.value - ASSAY_ROUNDER;
  const VECTOR rest = value - multiple * 0.693359375f + multiple * 2.12194440e-4f;
  VECTOR polynomial = (VECTOR)(1.9875691500e-4f);
  polynomial = polynomial * rest + 1.3981999507e-3f;
  polynomial = polynomial * rest + 8.3334519073e-3f;
  polynomial = polynomial * rest + 4.1665795894e-2f;
  polynomial = polynomial * rest + 1.6666665459e-1f;
  polynomial = polynomial * rest + 5.0000001201e-1f;
  polynomial = polynomial * (rest * rest) + rest + 1.0f;
  const NAME(rounded) scale = {.bits = (whole.bits + 127) << 23};
  return polynomial * scale.value;
}

/// 2 to the power of each value, to 1e-7 of it; values are at most 126, and those below -126 are taken for -126.
///
/// The value is split into a whole number, which goes to the exponent, and a rest of at most a half, whose power is a polynomial
/// with the least largest relative error.
INLINE VECTOR NAME(power_of_two)(VECTOR value) {
  value = __builtin_elementwise_max(value, (VECTOR)(-126.0f));
  const NAME(rounded) whole = {value + ASSAY_ROUNDER};
  const VECTOR rest = value - (whole.value - ASSAY_ROUNDER);
  VECTOR polynomial = (VECTOR)(1.3274633e-3f);
  polynomial = polynomial * rest + 9.6719619e-3f;
  polynomial = polynomial * rest + 5.5506784e-2f;
  polynomial = polynomial * rest + 2.4022235e-1f;
  polynomial = polynomial * rest + 6.9314706e-1f;
  polynomial = polynomial * rest + 1.0f;
  NAME(rounded) result = {polynomial};
  result.bits += whole.bits << 23;
  return result.value;
}
