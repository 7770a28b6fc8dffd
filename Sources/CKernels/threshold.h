#ifndef ASSAY_THRESHOLD_H
#define ASSAY_THRESHOLD_H

#include "float_lanes.h"

/// The number of values up to a threshold; NaN counts as above every threshold.
ASSAY_INLINE size_t assay_count_up_to(const float *values, size_t count, float threshold) {
  int32_t found = 0;
  for (size_t i = 0; i < count; i++) found += values[i] <= threshold;
  return (size_t)found;
}

/// A threshold up to which at least `wanted` of some values lie, as low as possible; lower only when exactly
/// `wanted` lie up to it.
///
/// Values are not negative; at least `wanted` of them are at most `highest`. Distances on a surface grow so
/// that the count rises evenly with their squares: interpolation finds the threshold in a few passes, and
/// bisection of the bit patterns, which are ordered like the values, ends what it has not found by then.
ASSAY_INLINE float assay_threshold(const float *values, size_t count, size_t wanted, float guess,
                                   float highest) {
  enum { INTERPOLATIONS = 8 };
  int32_t low = -1, high, middle;  // bit patterns; fewer than wanted up to low, enough up to high
  size_t low_count = 0, high_count = 0;
  memcpy(&high, &highest, sizeof high);
  for (int step = 0; high - low > 1; step++) {
    memcpy(&middle, &guess, sizeof middle);
    if (step > INTERPOLATIONS || !(guess >= 0)) middle = low + (high - low) / 2;
    if (middle <= low) middle = low + 1;
    if (middle >= high) middle = high - 1;
    float threshold;
    memcpy(&threshold, &middle, sizeof threshold);
    size_t found = assay_count_up_to(values, count, threshold);
    if (found == wanted) return threshold;
    if (found > wanted) {
      high = middle;
      high_count = found;
    } else {
      low = middle;
      low_count = found;
    }
    float from = 0, to;
    if (low >= 0) memcpy(&from, &low, sizeof from);
    memcpy(&to, &high, sizeof to);
    guess = high_count == 0 ? from * (float)(wanted + 1) / (float)(low_count + 1) * 1.1f
                            : from + (to - from) * ((float)(wanted - low_count) + 0.5f) /
                                         (float)(high_count - low_count + 1);
  }
  float threshold;
  memcpy(&threshold, &high, sizeof threshold);
  return threshold;
}

#endif
