#include <float.h>
#include <math.h>
#include <string.h>

#include "distance_bounds.h"
#include "fine_distance.h"
#include "row_distance.h"
#include "target_clones.h"

enum { LANES = 16 };
typedef float lanes __attribute__((ext_vector_type(LANES), aligned(4)));
typedef double wide_lanes __attribute__((ext_vector_type(LANES), aligned(8)));
typedef int32_t integers __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int16_t shorts __attribute__((ext_vector_type(LANES), aligned(2)));
typedef uint8_t bytes __attribute__((ext_vector_type(LANES), aligned(1)));

#define MAGIC 0x1.8p23f  // added and taken away again, it rounds to the nearest integer

/// The largest magnitude.
static inline __attribute__((always_inline)) float largest_of(const float *values, size_t count) {
  lanes most = (lanes)(0.0f);
  size_t k = 0;
  for (; k + LANES <= count; k += LANES) {
    most = __builtin_elementwise_max(most, __builtin_elementwise_abs(*(const lanes *)(values + k)));
  }
  float largest = 0;
  for (int lane = 0; lane < LANES; ++lane) largest = most[lane] > largest ? most[lane] : largest;
  for (; k < count; ++k) largest = fabsf(values[k]) > largest ? fabsf(values[k]) : largest;
  return largest;
}

/// The scale that makes every element fit, and the vector as short as dot products want it.
static inline __attribute__((always_inline)) float byte_scale(const float *values, size_t count, int32_t limit) {
  enum { LONGEST = 46200 };  // 46340 less what rounding can add, besides half a unit an element
  const float length = sqrtf(assay_squared_length(values, count));
  const float scale = fmaxf(largest_of(values, count) / limit, length / (LONGEST - sqrtf((float)count)));
  return scale >= FLT_MIN && scale <= FLT_MAX ? scale : 0;
}

ASSAY_CLONES
assay_rounding assay_round_to_bytes(
    const float *values, size_t count, int32_t limit, int32_t added, size_t quad_stride, uint8_t *target) {
  const float scale = byte_scale(values, count, limit);
  const float inverse = scale > 0 ? 1 / scale : 0;
  wide_lanes errors = (wide_lanes)(0.0), losses = (wide_lanes)(0.0);
  integers sums = (integers)(0);
  for (size_t first = 0; first < count; first += LANES) {
    const size_t length = count - first < LANES ? count - first : LANES;
    lanes some = (lanes)(0.0f);
    memcpy(&some, values + first, length * sizeof(float));
    const lanes rounded = scale > 0 ? some * inverse + MAGIC - MAGIC : (lanes)(0.0f);
    const wide_lanes before = __builtin_convertvector(some, wide_lanes);
    const wide_lanes after = __builtin_convertvector(rounded, wide_lanes) * (double)scale;
    errors += (before - after) * (before - after);
    losses += (before - after) * (before + after);
    const integers whole = __builtin_convertvector(rounded, integers);
    sums += whole;
    const bytes packed = __builtin_convertvector(whole + added, bytes);
    for (size_t quad = 0; quad < (length + 3) / 4; ++quad) {
      memcpy(target + (first / 4 + quad) * quad_stride, (const uint8_t *)&packed + 4 * quad, 4);
    }
  }
  double error = 0, lost = 0;
  int32_t sum = 0;
  for (int lane = 0; lane < LANES; ++lane) {
    error += errors[lane];
    lost += losses[lane];
    sum += sums[lane];
  }
  return (assay_rounding){scale, (float)(sqrt(error) * 1.0001), sum, (float)lost};
}

/// The scale that makes every element fit 16 bits; 0 when there is none.
static inline __attribute__((always_inline)) float short_scale(const float *values, size_t count, float limit) {
  const float scale = largest_of(values, count) / limit;
  return scale >= FLT_MIN && scale <= FLT_MAX ? scale : 0;
}

ASSAY_CLONES
assay_fine_rounding assay_round_to_shorts(const float *values, size_t count, int16_t *target) {
  const float limit = INT16_MAX;
  const float scale = short_scale(values, count, limit);
  const float inverse = scale > 0 ? 1 / scale : 0;
  wide_lanes errors = (wide_lanes)(0.0), squares = (wide_lanes)(0.0);
  for (size_t first = 0; first < count; first += LANES) {
    const size_t length = count - first < LANES ? count - first : LANES;
    lanes some = (lanes)(0.0f);
    memcpy(&some, values + first, length * sizeof(float));
    // The inverse is rounded, so the largest element could come out one too large.
    const lanes rounded = __builtin_elementwise_max(
        __builtin_elementwise_min(some * inverse + MAGIC - MAGIC, (lanes)(limit)), (lanes)(-limit));
    const wide_lanes after = __builtin_convertvector(rounded, wide_lanes) * (double)scale;
    const wide_lanes change = __builtin_convertvector(some, wide_lanes) - after;
    errors += change * change;
    squares += after * after;
    const shorts whole = __builtin_convertvector(rounded, shorts);
    memcpy(target + first, &whole, length * sizeof(int16_t));
  }
  double error = 0, square = 0;
  for (int lane = 0; lane < LANES; ++lane) {
    error += errors[lane];
    square += squares[lane];
  }
  // Where products are not fused, each element of the rounded row is rounded once more in a distance.
  return (assay_fine_rounding){scale, (float)(sqrt(error) * 1.0001 + sqrt(square) * 0x1p-23)};
}
