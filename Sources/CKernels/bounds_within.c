#include "distance_bounds.h"
#include "target_clones.h"

enum { LANES = 16 };
typedef float lanes __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int32_t lane_masks __attribute__((ext_vector_type(LANES)));

ASSAY_CLONES
void assay_add_bounds(const float *first, const float *second, size_t count, float *sums) {
  for (size_t i = 0; i < count; ++i) sums[i] = first[i] + second[i];
}

/// A mask of the LANES bounds that are above a limit; a macro, because the calling convention for vectors differs
/// between the clones.
#define ABOVE(bounds, limit) (*(const lanes *)(bounds) > (lanes)(limit))

/// Appends those of a few bounds that are not above the limit.
static inline __attribute__((always_inline)) size_t append_within(
    const float *bounds, size_t first, size_t end, float limit, int32_t *positions) {
  size_t found = 0;
  for (size_t i = first; i < end; ++i) {
    positions[found] = (int32_t)i;
    found += !(bounds[i] > limit);
  }
  return found;
}

ASSAY_CLONES
size_t assay_bounds_within(const float *bounds, size_t count, float limit, int32_t *positions) {
  enum { STEP = 4 * LANES };  // most steps have none
  size_t found = 0, index = 0;
  for (; index + STEP <= count; index += STEP) {
    const float *some = bounds + index;
    const lane_masks all = ABOVE(some, limit) & ABOVE(some + LANES, limit) & ABOVE(some + 2 * LANES, limit) &
                           ABOVE(some + 3 * LANES, limit);
    if (__builtin_reduce_and(all) == -1) continue;
    for (size_t first = index; first < index + STEP; first += LANES) {
      if (__builtin_reduce_and(ABOVE(bounds + first, limit)) == -1) continue;
      found += append_within(bounds, first, first + LANES, limit, positions + found);
    }
  }
  return found + append_within(bounds, index, count, limit, positions + found);
}
