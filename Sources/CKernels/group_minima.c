#include "group_minima.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "row_distance.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Pairs of features in a block, whose rows and queries stay in the nearest caches.
enum { BLOCK_PAIRS = 256 };

// The halves of a lane, multiplied and added in plain vector operations.
#define PLAIN_PAIRED_PRODUCTS(a, b) (((a) << 16 >> 16) * ((b) << 16 >> 16) + ((a) >> 16) * ((b) >> 16))

#define NAME(x) x##_portable
#define LANES 4
#define QUERIES 2
#define PANELS 1
#if defined(__x86_64__)  // every such processor has SSE2
#define PAIRED_PRODUCTS(a, b) (integers_portable)_mm_madd_epi16((__m128i)(a), (__m128i)(b))
#else
#define PAIRED_PRODUCTS(a, b) PLAIN_PAIRED_PRODUCTS(a, b)
#endif
#include "group_minima_kernel.h"
#undef NAME
#undef LANES
#undef QUERIES
#undef PANELS
#undef PAIRED_PRODUCTS

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2
#define LANES 8
#define QUERIES 6
#define PANELS 1
#define PAIRED_PRODUCTS(a, b) (integers_avx2)_mm256_madd_epi16((__m256i)(a), (__m256i)(b))
#include "group_minima_kernel.h"
#undef NAME
#undef LANES
#undef QUERIES
#undef PANELS
#undef PAIRED_PRODUCTS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(ASSAY_AVX512_FEATURES))), apply_to = function)
#define NAME(x) x##_avx512
#define LANES 16
#define QUERIES 14
#define PANELS 2
#if defined(ASSAY_EMULATE_AVX512)
#define PAIRED_PRODUCTS(a, b) PLAIN_PAIRED_PRODUCTS(a, b)
#else
#define PAIRED_PRODUCTS(a, b) (integers_avx512)_mm512_madd_epi16((__m512i)(a), (__m512i)(b))
#endif
#include "group_minima_kernel.h"
#undef NAME
#undef LANES
#undef QUERIES
#undef PANELS
#undef PAIRED_PRODUCTS
#pragma clang attribute pop

#endif

size_t assay_query_group(assay_instruction_set set) {
  switch (assay_usable_instruction_set(set)) {
    case ASSAY_AVX512: return 14;
    case ASSAY_AVX2: return 6;
    default: return 2;
  }
}

/// The scale that makes a vector as long as dot products allow, and its largest element fit.
static float integer_scale(const float *values, size_t count) {
  enum { LARGEST = 32767, LONGEST = 46200 };  // 46340 less what rounding can add, besides half a unit an element
  float largest = 0;
  for (size_t k = 0; k < count; ++k) {
    const float magnitude = fabsf(values[k]);
    largest = magnitude > largest ? magnitude : largest;
  }
  const float length = sqrtf(assay_squared_length(values, count));
  const float scale = fmaxf(largest / LARGEST, length / (LONGEST - sqrtf((float)count)));
  return scale >= FLT_MIN && scale <= FLT_MAX ? scale : 0;
}

assay_rounding assay_round_to_integers(
    const float *values, size_t count, size_t pair_stride, int16_t *target) {
  const float magic = 0x1.8p23f;  // added and taken away again, it rounds to the nearest integer
  const float scale = integer_scale(values, count);
  const float inverse = scale > 0 ? 1 / scale : 0;
  double error = 0;
  for (size_t k = 0; k < count; ++k) {
    const float integer = scale > 0 ? values[k] * inverse + magic - magic : 0;
    const double rest = (double)values[k] - (double)integer * scale;
    error += rest * rest;
    target[k / 2 * pair_stride + k % 2] = (int16_t)integer;
  }
  if (count % 2 == 1) target[count / 2 * pair_stride + 1] = 0;
  return (assay_rounding){scale, (float)(sqrt(error) * 1.0001)};
}

size_t assay_group_minima_scratch(assay_instruction_set set, size_t modality_count, size_t groups) {
  return modality_count * groups * assay_query_group(set) * ASSAY_TILE_ROWS;
}

void assay_group_minima(
    assay_instruction_set set, const assay_modality *modalities, size_t modality_count, size_t groups,
    size_t tiles, int32_t *scratch, float *minima) {
  switch (assay_usable_instruction_set(set)) {
#if defined(__x86_64__)
    case ASSAY_AVX512:
      group_minima_avx512(modalities, modality_count, groups, tiles, scratch, minima);
      return;
    case ASSAY_AVX2:
      group_minima_avx2(modalities, modality_count, groups, tiles, scratch, minima);
      return;
#endif
    default: group_minima_portable(modalities, modality_count, groups, tiles, scratch, minima);
  }
}
