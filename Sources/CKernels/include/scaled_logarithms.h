#ifndef ASSAY_SCALED_LOGARITHMS_H
#define ASSAY_SCALED_LOGARITHMS_H

/// Replaces each of `count` values by `log(1 + scale * |value|)` with the value's sign.
///
/// Right to 2 units in the last place of `1 + scale * |value|`; arguments must be finite, and `scale * |value|`
/// below 1e38.
void assay_scaled_logarithms(float *values, long count, float scale);

#endif
