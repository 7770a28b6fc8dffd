#ifndef ASSAY_SCATTERING_LANES_H
#define ASSAY_SCATTERING_LANES_H

#include "vector_lanes.h"

// The point-wise steps of a scattering network on eight signals at once. A complex point is 16 floats (eight real
// parts, eight imaginary parts), a real point is 8 floats.

/// Adds `spectrum[i] * filter[i]` to `sum[i]` for `count` points: eight spectra, one real filter.
void assay_lanes_add_filtered(const float *spectrum, const float *filter, long count, float *sum);

/// Adds `spectrum[i] * filter[i]` to `sum[i]` for `count` points: one spectrum, eight real filters.
///
/// `spectrum` points at the spectrum's lane of its first point; its real and imaginary part lie 8 floats apart.
void assay_lanes_add_filtered_by_each(const float *spectrum, const float *filters, long count, float *sum);

/// Writes the magnitudes of `count` complex points to `moduli`.
void assay_lanes_modulus(const float *points, long count, float *moduli);

/// Joins two real signals to complex points, `first` real and `second` imaginary.
void assay_lanes_join(const float *first, const float *second, long count, float *points);

/// Splits the transform of joined real signals into the transforms of both, frequencies 0 ... length / 2.
///
/// The results are written as neighbours: frequency `k` to `pairs + k * stride` points, `first` before `second`.
void assay_lanes_split(const float *points, long length, long stride, float *pairs);

/// Writes the complex conjugate of `count` frequencies in mirrored order: `mirrored[-k mod count]` from `points[k]`.
void assay_lanes_mirror(const float *points, long count, float *mirrored);

/// Weighted sums of `taps` neighbouring real points at every `step`-th place.
///
/// `sums[i * stride]` becomes the sum over t of `weights[t] * values[i * step + t]`, for i < `count`.
void assay_lanes_smooth(const float *values, const float *weights, long taps, long step, long count, float *sums,
                        long stride);

#endif
