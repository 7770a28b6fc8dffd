#include "fine_distance.h"

#include "row_distance.h"
#include "target_clones.h"

enum { LANES = 16, ROWS = ASSAY_DISTANCE_ROWS };
typedef float lanes __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int16_t shorts __attribute__((ext_vector_type(LANES), aligned(2)));

/// Adds the squares of LANES differences from a row's integers at `index`.
#define ADD_SQUARES(i, index)                                                                                   \
  do {                                                                                                          \
    const lanes row = __builtin_convertvector(*(const shorts *)(some[i] + (index)), lanes);                      \
    const lanes difference = *(const lanes *)(vector + (index)) - scale[i] * row;                                \
    sums[i] += difference * difference;                                                                         \
  } while (0)

ASSAY_CLONES
void assay_fine_distances(
    const float *vector, const int16_t *rows, const float *scales, size_t width, size_t depth,
    const int32_t *indices, size_t known, float *distances) {
  const int16_t *some[ROWS], *next[ROWS];
  lanes sums[ROWS];
  float scale[ROWS];
  for (size_t i = 0; i < ROWS; ++i) {
    some[i] = rows + (size_t)indices[i] * width;
    next[i] = rows + (size_t)indices[ROWS + i < known ? ROWS + i : i] * width;
    scale[i] = scales[indices[i]];
    sums[i] = (lanes)(0.0f);
  }
  size_t index = 0;
  for (; index + 2 * LANES <= depth; index += 2 * LANES) {  // a cache line of integers
#pragma clang loop unroll(full)
    for (size_t i = 0; i < ROWS; ++i) {
      __builtin_prefetch(next[i] + index, 0, 2);
      ADD_SQUARES(i, index);
      ADD_SQUARES(i, index + LANES);
    }
  }
  for (size_t i = 0; i < ROWS; ++i) {
    for (size_t k = index; k < depth; ++k) {
      const float difference = vector[k] - scale[i] * (float)some[i][k];
      sums[i][k % LANES] += difference * difference;
    }
    float sum = 0;
    for (size_t lane = 0; lane < LANES; ++lane) sum += sums[i][lane];
    distances[i] = sum;
  }
}
