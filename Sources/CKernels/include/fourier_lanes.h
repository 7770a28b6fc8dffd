#ifndef ASSAY_FOURIER_LANES_H
#define ASSAY_FOURIER_LANES_H

#include "vector_lanes.h"

/// How to transform signals of one length: a factorisation and its twiddle factors.
typedef struct {
  long length;
  long stage_count;
  const int *radices;  // stage_count factors whose product is length
  // For each stage of radix r over n points (n shrinks by r from stage to stage) and each p < n / r:
  // r - 1 pairs (cosine, sine) of the angle -2 pi p j / n, j = 1 ..< r.
  const float *twiddles;
  // For each stage: r pairs (cosine, sine) of the angle -2 pi j / r; only factors above 5 read theirs.
  const float *roots;
} assay_fourier_plan;

/// The discrete Fourier transform of eight complex signals at once (Stockham's self-sorting form).
///
/// A point is 16 floats: eight real parts, then eight imaginary parts. `input` holds its points `stride` points
/// apart and is not changed unless it is `second`. `first` and `second` hold `length` points each; the result
/// lies in one of them, which is returned, and the other is overwritten. With `is_inverse` the exponent's sign is
/// positive; no direction scales.
float *assay_fourier_lanes(const assay_fourier_plan *plan, const float *input, long stride, float *first,
                           float *second, int is_inverse);

#endif
