#ifndef ASSAY_WINDOW_COVARIANCE_H
#define ASSAY_WINDOW_COVARIANCE_H

#include <stddef.h>

/// Mean and covariance of the points near each point of one row of an organised cloud.
///
/// `x`, `y` and `z` point at the row's first pixel in planes of `stride` floats per row that are padded with
/// NaN: `radius` rows above and below, `radius` pixels left, `radius` + 7 right. Missing points are NaN.
/// A neighbour is a point in the (2 radius + 1)^2 window within `squared_reach` of the centre. `counts` is
/// `[width]`; `means` is `[3][width]`, relative to the centre; `covariances` is `[6][width]`: xx, xy, xz,
/// yy, yz, zz. `width` is a multiple of 8. A missing centre has count 0 and zeros.
void assay_window_covariance(const float *x, const float *y, const float *z, size_t stride, size_t width,
                             int radius, float squared_reach, float *counts, float *means,
                             float *covariances);

#endif
