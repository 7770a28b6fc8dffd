#ifndef ASSAY_POINT_HISTOGRAM_H
#define ASSAY_POINT_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

/// Floats of a row of `assay_pair_histogram`'s result: three histograms of 11 bins, then zeros.
enum { ASSAY_HISTOGRAM_STRIDE = 40 };

/// How the normals around a point differ from its own: three histograms of 11 bins, each summing to 100.
///
/// `oriented` has 8 floats per point: x, y, z, 1 where the point has a normal and 0 elsewhere, then the
/// normal and 0. Neighbours without a normal, and the centre itself, are left out. Writes
/// `ASSAY_HISTOGRAM_STRIDE` floats, zeros when nothing is left.
void assay_pair_histogram(const float *oriented, int32_t center, const int32_t *neighbors, size_t count,
                          float *histogram);

/// The mean of the neighbours' histograms weighted by 1 / squared distance, each of the three scaled to 100,
/// plus the centre's own.
///
/// `rows` gives the row of each point in `histograms` (`[rows, ASSAY_HISTOGRAM_STRIDE]`), -1 for none. The
/// centre itself and points at distance 0 are left out. Writes 33 floats.
void assay_weighted_histogram(const float *histograms, const int32_t *rows, int32_t center,
                              const int32_t *neighbors, const float *squared_distances, size_t count,
                              float *result);

/// Mean and covariance of some points relative to one of them: `mean` is `[3]`, `covariance` is `[6]` (xx,
/// xy, xz, yy, yz, zz), their elements `stride` floats apart. `points` has three floats per point.
void assay_list_covariance(const float *points, int32_t center, const int32_t *neighbors, size_t count,
                           float *mean, float *covariance, size_t stride);

#endif
