#include "farthest_points.h"

#include <math.h>

#include "float_lanes.h"

#pragma STDC FP_CONTRACT OFF

// Lowers the squared distances of a run's points from what is chosen, and returns the largest that is left.
ASSAY_INLINE float lower(const float *x, const float *y, const float *z, const float *point, float *squares) {
  assay_lanes peak = LANES_SPLAT(-1);
  for (size_t i = 0; i < ASSAY_FARTHEST_RUN; i += ASSAY_LANES) {
    assay_lanes dx = LANES_LOAD(x + i) - point[0];
    assay_lanes dy = LANES_LOAD(y + i) - point[1];
    assay_lanes dz = LANES_LOAD(z + i) - point[2];
    assay_lanes square = (dx * dx + dy * dy) + dz * dz;
    assay_lanes before = LANES_LOAD(squares + i);
    assay_lanes after = LANES_SELECT(square < before, square, before);  // before where the point is missing
    LANES_STORE(squares + i, after);
    peak = LANES_SELECT(after > peak, after, peak);
  }
  float largest = -1;
  for (int i = 0; i < ASSAY_LANES; i++) largest = peak[i] > largest ? peak[i] : largest;
  return largest;
}

// Takes a point into account in the runs that can have points nearer to it than to all chosen before.
ASSAY_INLINE void choose(const float *x, const float *y, const float *z, const float *boxes, size_t runs,
                         size_t place, float *squares, float *peaks) {
  enum { BATCH = 64 };
  const float point[3] = {x[place], y[place], z[place]};
  float gaps[BATCH];
  for (size_t start = 0; start < runs; start += BATCH) {
    size_t length = runs - start < BATCH ? runs - start : BATCH;
    for (size_t i = 0; i < length; i++) {
      float total = 0;
      for (size_t axis = 0; axis < 3; axis++) {
        float below = boxes[axis * runs + start + i] - point[axis];
        float above = point[axis] - boxes[(3 + axis) * runs + start + i];
        float gap = below > above ? below : above;
        gap = gap > 0 ? gap : 0;
        total += gap * gap;
      }
      gaps[i] = total;
    }
    for (size_t run = start; run < start + length; run++) {
      size_t i = run * ASSAY_FARTHEST_RUN;
      if (gaps[run - start] < peaks[run]) peaks[run] = lower(x + i, y + i, z + i, point, squares + i);
    }
  }
}

// The place of the largest square; of equal ones that with the lowest number.
ASSAY_INLINE size_t farthest(const float *squares, const int32_t *numbers, const float *peaks, size_t runs,
                             float *largest) {
  float peak = -1;
  for (size_t run = 0; run < runs; run++) peak = peaks[run] > peak ? peaks[run] : peak;
  size_t place = 0;
  int32_t lowest = INT32_MAX;
  for (size_t run = 0; run < runs; run++) {
    if (peaks[run] != peak) continue;
    for (size_t i = run * ASSAY_FARTHEST_RUN; i < (run + 1) * ASSAY_FARTHEST_RUN; i++) {
      if (squares[i] == peak && numbers[i] < lowest) {
        lowest = numbers[i];
        place = i;
      }
    }
  }
  *largest = peak;
  return place;
}

ASSAY_FOR_EACH_INSTRUCTION_SET
size_t assay_farthest_points(const float *x, const float *y, const float *z, const int32_t *numbers,
                             const float *boxes, size_t runs, size_t first, size_t wanted, float *squares,
                             float *peaks, int32_t *chosen) {
  for (size_t i = 0; i < runs * ASSAY_FARTHEST_RUN; i++) squares[i] = isnan(x[i]) ? -1 : INFINITY;
  for (size_t run = 0; run < runs; run++) peaks[run] = INFINITY;
  size_t place = first, count = 0;
  while (count < wanted) {
    chosen[count++] = (int32_t)place;
    choose(x, y, z, boxes, runs, place, squares, peaks);
    float largest;
    place = farthest(squares, numbers, peaks, runs, &largest);
    if (!(largest > 0)) break;
  }
  return count;
}
