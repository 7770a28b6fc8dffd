#include "distance_bounds.h"

#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

// Four bytes of a lane, multiplied and added in plain vector operations; those of rows are unsigned.
#define BYTE(a, i) ((a) << (24 - 8 * (i)) >> 24)
#define UNSIGNED_BYTE(a, i) ((a) >> (8 * (i)) & 255)
#define PLAIN_PRODUCT(a, b, i) (UNSIGNED_BYTE(a, i) * BYTE(b, i))
#define PLAIN_PRODUCTS(a, b) \
  (PLAIN_PRODUCT(a, b, 0) + PLAIN_PRODUCT(a, b, 1) + PLAIN_PRODUCT(a, b, 2) + PLAIN_PRODUCT(a, b, 3))
#define ADD_PLAIN_PRODUCTS(sums, rows, queries) \
  (sums) += PLAIN_PRODUCTS((rows)[0], (queries)[0])

#if defined(__x86_64__)

/// Products of bytes with SSE2, which multiplies pairs of 16-bit integers only: those at even places, then at odd ones.
static inline __attribute__((always_inline)) __m128i byte_products(__m128i rows, __m128i queries) {
  const __m128i even_rows = _mm_and_si128(rows, _mm_set1_epi16(255));
  const __m128i even_queries = _mm_srai_epi16(_mm_slli_epi16(queries, 8), 8);
  return _mm_add_epi32(
      _mm_madd_epi16(even_rows, even_queries),
      _mm_madd_epi16(_mm_srli_epi16(rows, 8), _mm_srai_epi16(queries, 8)));
}
#define ADD_SSE2_PRODUCTS(sums, rows, queries) \
  (sums) += (integers_portable)byte_products((__m128i)(rows)[0], (__m128i)(queries)[0])

#endif

#define NAME(x) x##_portable
#define LANES 4
#define QUERIES 2
#define PANELS 1
#define QUADS 1
#if defined(__x86_64__)  // every such processor has SSE2
#define ADD_PRODUCTS ADD_SSE2_PRODUCTS
#else
#define ADD_PRODUCTS ADD_PLAIN_PRODUCTS
#endif
#include "distance_bounds_kernel.h"

#if defined(__x86_64__)

// Products of two quads fit 16 bits, and so does their sum: 4 * 127 * 64 = 32,512.
#define ADD_AVX2_PRODUCTS(sums, rows, queries)                                               \
  (sums) += (integers_avx2)_mm256_madd_epi16(                                                \
      _mm256_add_epi16(                                                                      \
          _mm256_maddubs_epi16((__m256i)(rows)[0], (__m256i)(queries)[0]),                   \
          _mm256_maddubs_epi16((__m256i)(rows)[1], (__m256i)(queries)[1])),                  \
      _mm256_set1_epi16(1))

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2
#define LANES 8
#define QUERIES 4
#define PANELS 1
#define QUADS 2
#define ADD_PRODUCTS ADD_AVX2_PRODUCTS
#include "distance_bounds_kernel.h"
#pragma clang attribute pop

#define ADD_AVX_VNNI_PRODUCTS(sums, rows, queries) \
  (sums) = (integers_avx_vnni)_mm256_dpbusd_avx_epi32((__m256i)(sums), (__m256i)(rows)[0], (__m256i)(queries)[0])

#pragma clang attribute push(__attribute__((target("avx2,fma,avxvnni"))), apply_to = function)
#define NAME(x) x##_avx_vnni
#define LANES 8
#define QUERIES 6
#define PANELS 1
#define QUADS 1
#define ADD_PRODUCTS ADD_AVX_VNNI_PRODUCTS
#include "distance_bounds_kernel.h"
#pragma clang attribute pop

#if defined(ASSAY_EMULATE_AVX512)
#define AVX512_VNNI_FEATURES ASSAY_AVX512_FEATURES
#define ADD_AVX512_PRODUCTS ADD_PLAIN_PRODUCTS
#else
#define AVX512_VNNI_FEATURES ASSAY_AVX512_FEATURES ",avx512vnni"
#define ADD_AVX512_PRODUCTS(sums, rows, queries) \
  (sums) = (integers_avx512_vnni)_mm512_dpbusd_epi32((__m512i)(sums), (__m512i)(rows)[0], (__m512i)(queries)[0])
#endif

#pragma clang attribute push(__attribute__((target(AVX512_VNNI_FEATURES))), apply_to = function)
#define NAME(x) x##_avx512_vnni
#define LANES 16
#define QUERIES 14
#define PANELS 2
#define QUADS 1
#define ADD_PRODUCTS ADD_AVX512_PRODUCTS
#include "distance_bounds_kernel.h"
#pragma clang attribute pop

static bool has_avx_vnni(void) {
  unsigned a, b, c, d;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}

static bool has_avx512_vnni(void) {
#if defined(ASSAY_EMULATE_AVX512)
  return true;
#else
  return __builtin_cpu_supports("avx512vnni");
#endif
}

#endif

bool assay_has_bounds_kernel(assay_bounds_kernel kernel) {
  const assay_instruction_set best = assay_best_instruction_set();
  switch (kernel) {
#if defined(__x86_64__)
    case ASSAY_BOUNDS_AVX512_VNNI: return best >= ASSAY_AVX512 && has_avx512_vnni();
    case ASSAY_BOUNDS_AVX_VNNI:  // newer than AVX2, which may be asked for alone
      return best >= ASSAY_AVX2 && !assay_instructions_are_limited() && has_avx_vnni();
    case ASSAY_BOUNDS_AVX2: return best >= ASSAY_AVX2;
#endif
    default: return kernel == ASSAY_BOUNDS_PORTABLE;
  }
}

assay_bounds_kernel assay_best_bounds_kernel(void) {
  assay_bounds_kernel kernel = ASSAY_BOUNDS_AVX512_VNNI;
  while (!assay_has_bounds_kernel(kernel)) --kernel;
  return kernel;
}

assay_bounds_format assay_format_of_bounds(assay_bounds_kernel kernel) {
  switch (kernel) {
    case ASSAY_BOUNDS_AVX512_VNNI: return (assay_bounds_format){14, 127, 127};
    case ASSAY_BOUNDS_AVX_VNNI: return (assay_bounds_format){6, 127, 127};
    case ASSAY_BOUNDS_AVX2: return (assay_bounds_format){4, 63, 64};
    default: return (assay_bounds_format){2, 127, 127};
  }
}

void assay_distance_bounds(
    assay_bounds_kernel kernel, const assay_bounded_rows *rows, const assay_bounded_queries *queries,
    size_t first_tile, size_t tiles, size_t stride, float *bounds) {
  switch (kernel) {
#if defined(__x86_64__)
    case ASSAY_BOUNDS_AVX512_VNNI:
      distance_bounds_avx512_vnni(rows, queries, first_tile, tiles, stride, bounds);
      return;
    case ASSAY_BOUNDS_AVX_VNNI:
      distance_bounds_avx_vnni(rows, queries, first_tile, tiles, stride, bounds);
      return;
    case ASSAY_BOUNDS_AVX2: distance_bounds_avx2(rows, queries, first_tile, tiles, stride, bounds); return;
#endif
    default: distance_bounds_portable(rows, queries, first_tile, tiles, stride, bounds);
  }
}
