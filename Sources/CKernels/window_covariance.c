#include "window_covariance.h"

#include "float_lanes.h"

#pragma STDC FP_CONTRACT OFF

typedef struct {
  assay_lanes count, sum[3], product[6];
} moments;

ASSAY_INLINE void add_neighbor(moments *total, const assay_lanes center[3], const float *const planes[3],
                               ptrdiff_t offset, const assay_lanes *squared_reach) {
  assay_lanes dx = LANES_LOAD(planes[0] + offset) - center[0];
  assay_lanes dy = LANES_LOAD(planes[1] + offset) - center[1];
  assay_lanes dz = LANES_LOAD(planes[2] + offset) - center[2];
  assay_lane_mask near = dx * dx + dy * dy + dz * dz <= *squared_reach;  // false for NaN
  dx = LANES_KEEP(near, dx);
  dy = LANES_KEEP(near, dy);
  dz = LANES_KEEP(near, dz);
  total->count += LANES_KEEP(near, LANES_SPLAT(1));
  total->sum[0] += dx;
  total->sum[1] += dy;
  total->sum[2] += dz;
  total->product[0] += dx * dx;
  total->product[1] += dx * dy;
  total->product[2] += dx * dz;
  total->product[3] += dy * dy;
  total->product[4] += dy * dz;
  total->product[5] += dz * dz;
}

ASSAY_INLINE void store_covariance(const moments *total, size_t column, size_t width, float *counts,
                                   float *means, float *covariances) {
  static const int first[6] = {0, 0, 0, 1, 1, 2}, second[6] = {0, 1, 2, 1, 2, 2};
  assay_lanes inverse = LANES_KEEP(total->count > 0, LANES_SPLAT(1) / total->count);
  assay_lanes mean[3];
  LANES_STORE(counts + column, total->count);
  for (int i = 0; i < 3; i++) {
    mean[i] = total->sum[i] * inverse;
    LANES_STORE(means + (size_t)i * width + column, mean[i]);
  }
  for (int i = 0; i < 6; i++) {
    assay_lanes value = total->product[i] * inverse - mean[first[i]] * mean[second[i]];
    LANES_STORE(covariances + (size_t)i * width + column, value);
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_window_covariance(const float *x, const float *y, const float *z, size_t stride, size_t width,
                             int radius, float squared_reach, float *counts, float *means,
                             float *covariances) {
  assay_lanes reach = LANES_SPLAT(squared_reach);
  for (size_t column = 0; column < width; column += ASSAY_LANES) {
    const float *planes[3] = {x + column, y + column, z + column};
    assay_lanes center[3];
    for (int i = 0; i < 3; i++) center[i] = LANES_LOAD(planes[i]);
    moments total = {0};
    for (int row = -radius; row <= radius; row++)
      for (int step = -radius; step <= radius; step++)
        add_neighbor(&total, center, planes, (ptrdiff_t)row * (ptrdiff_t)stride + step, &reach);
    store_covariance(&total, column, width, counts, means, covariances);
  }
}
