/// Kernels that pick their instructions at run time.
///
/// One umbrella header: every kernel has a header of its own, included here.
#ifndef ASSAY_CKERNELS_H
#define ASSAY_CKERNELS_H

#include "adam.h"
#include "convolution.h"
#include "distance_bounds.h"
#include "farthest_points.h"
#include "fine_distance.h"
#include "folded_norm.h"
#include "fourier_lanes.h"
#include "gelu.h"
#include "instruction_set.h"
#include "layer_norm.h"
#include "max_pooling.h"
#include "narrow_attention.h"
#include "nearest_by_bounds.h"
#include "nearest_points.h"
#include "nearest_products.h"
#include "packed_product.h"
#include "panel_attention.h"
#include "point_histogram.h"
#include "row_distance.h"
#include "scaled_logarithms.h"
#include "scattering_lanes.h"
#include "soft_max.h"
#include "symmetric_eigen.h"
#include "two_way_soft_max.h"
#include "unit_rows.h"
#include "window_covariance.h"
#include "winograd.h"

#endif
