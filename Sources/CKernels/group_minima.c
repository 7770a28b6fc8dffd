#include "group_minima.h"

#include <math.h>

#define NAME(x) x##_portable
#define LANES 4
#define QUERIES 2
#define PANELS 1
#include "group_minima_kernel.h"
#undef NAME
#undef LANES
#undef QUERIES
#undef PANELS

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2
#define LANES 8
#define QUERIES 6
#define PANELS 1
#include "group_minima_kernel.h"
#undef NAME
#undef LANES
#undef QUERIES
#undef PANELS
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))), apply_to = function)
#define NAME(x) x##_avx512
#define LANES 16
#define QUERIES 14
#define PANELS 2
#include "group_minima_kernel.h"
#undef NAME
#undef LANES
#undef QUERIES
#undef PANELS
#pragma clang attribute pop

#endif

/// The best set of the processor that is not richer than the one asked for.
static assay_instruction_set usable(assay_instruction_set set) {
  const assay_instruction_set best = assay_best_instruction_set();
  return set < best ? set : best;
}

size_t assay_query_group(assay_instruction_set set) {
  switch (usable(set)) {
    case ASSAY_AVX512: return 14;
    case ASSAY_AVX2: return 6;
    default: return 2;
  }
}

void assay_pack_queries(
    assay_instruction_set set, const float *queries, size_t count, size_t stride, size_t depth,
    float *packed) {
  switch (usable(set)) {
#if defined(__x86_64__)
    case ASSAY_AVX512: pack_queries_avx512(queries, count, stride, depth, packed); return;
    case ASSAY_AVX2: pack_queries_avx2(queries, count, stride, depth, packed); return;
#endif
    default: pack_queries_portable(queries, count, stride, depth, packed);
  }
}

void assay_group_minima(
    assay_instruction_set set, const assay_modality *modalities, size_t modality_count, size_t groups,
    size_t tiles, float *minima) {
  const size_t channels = modality_count < 2 ? 1 : 3;
  const size_t count = channels * groups * assay_query_group(set) * tiles * ASSAY_TILE_GROUPS;
  for (size_t index = 0; index < count; ++index) minima[index] = INFINITY;
  switch (usable(set)) {
#if defined(__x86_64__)
    case ASSAY_AVX512:
      group_minima_avx512(modalities, modality_count, groups, tiles, minima);
      return;
    case ASSAY_AVX2:
      group_minima_avx2(modalities, modality_count, groups, tiles, minima);
      return;
#endif
    default: group_minima_portable(modalities, modality_count, groups, tiles, minima);
  }
}
