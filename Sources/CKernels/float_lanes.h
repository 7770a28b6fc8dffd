#ifndef ASSAY_FLOAT_LANES_H
#define ASSAY_FLOAT_LANES_H

#include <stdint.h>
#include <string.h>

#include "vector_lanes.h"

/// Eight floats that are worked on together. Each lane rounds as a single float does, so results do not
/// depend on the instruction set as long as the file forbids contraction (`FP_CONTRACT OFF`).
///
/// Helpers are macros, and functions take lanes by address, because the calling convention for lanes
/// differs between the instruction sets that one file is compiled for.
typedef float assay_lanes __attribute__((vector_size(32)));
typedef int32_t assay_lane_mask __attribute__((vector_size(32)));

#define ASSAY_INLINE static inline __attribute__((always_inline))

typedef assay_lanes assay_unaligned_lanes __attribute__((aligned(4), may_alias));
typedef assay_lane_mask assay_unaligned_lane_mask __attribute__((aligned(4), may_alias));

#define LANES_LOAD(from) ((assay_lanes) * (const assay_unaligned_lanes *)(from))
#define LANES_STORE(to, value) (*(assay_unaligned_lanes *)(to) = (value))
#define LANES_SPLAT(value) ((assay_lanes){0} + (float)(value))

/// `value` where the mask is set, zero elsewhere, whatever `value` is there.
#define LANES_KEEP(mask, value) ((assay_lanes)((assay_lane_mask)(mask) & (assay_lane_mask)(value)))

/// `chosen` where the mask is set, `other` elsewhere.
#define LANES_SELECT(mask, chosen, other)                            \
  ((assay_lanes)(((assay_lane_mask)(mask) & (assay_lane_mask)(chosen)) | \
                 (~(assay_lane_mask)(mask) & (assay_lane_mask)(other))))

#define LANES_ABS(value) ((assay_lanes)((assay_lane_mask)(value) & 0x7fffffff))
#define LANES_SQRT(value) __builtin_elementwise_sqrt(value)

#endif
