/// Kernels that pick their instructions at run time.
///
/// One umbrella header: every kernel has a header of its own, included here.
#ifndef ASSAY_CKERNELS_H
#define ASSAY_CKERNELS_H

#include "fourier_lanes.h"
#include "group_minima.h"
#include "instruction_set.h"
#include "nearest_points.h"
#include "row_distance.h"
#include "scattering_lanes.h"
#include "symmetric_eigen.h"
#include "window_covariance.h"

#endif
