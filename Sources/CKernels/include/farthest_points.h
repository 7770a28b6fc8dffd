#ifndef ASSAY_FARTHEST_POINTS_H
#define ASSAY_FARTHEST_POINTS_H

#include <stddef.h>
#include <stdint.h>

/// Points in a run that shares a box.
enum { ASSAY_FARTHEST_RUN = 64 };

/// Farthest-point sampling: again and again the point that is farthest from all chosen so far, of equally far
/// ones that with the lowest number. Ends early when every point left coincides with a chosen one.
///
/// `x`, `y`, `z` and `numbers` hold `runs * ASSAY_FARTHEST_RUN` points that lie near each other within a run;
/// places without a point are NaN and come last. `boxes` is `[6][runs]`: the least x, y, z and the greatest
/// x, y, z of each run. `first` is the place of the first point chosen. `squares` has room for a float per
/// point, `peaks` for a float per run. Writes places to `chosen` and returns how many.
size_t assay_farthest_points(const float *x, const float *y, const float *z, const int32_t *numbers,
                             const float *boxes, size_t runs, size_t first, size_t wanted, float *squares,
                             float *peaks, int32_t *chosen);

#endif
