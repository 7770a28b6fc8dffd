#include <math.h>

#include "distance_bounds.h"
#include "row_distance.h"

// Fused products would change the last bits of bounds from processor to processor.
#pragma STDC FP_CONTRACT OFF

assay_rounding assay_pack_row(
    assay_bounds_kernel kernel, const float *row, size_t features, size_t index, uint8_t *panels) {
  const int32_t limit = assay_format_of_bounds(kernel).row_limit;
  uint8_t *panel = panels + index / ASSAY_PANEL_ROWS * (4 * ASSAY_PANEL_ROWS * assay_quads(features));
  return assay_round_to_bytes(
      row, features, limit, limit + 1, 4 * ASSAY_PANEL_ROWS, panel + index % ASSAY_PANEL_ROWS * 4);
}

assay_packed_query assay_pack_query(
    assay_bounds_kernel kernel, const float *query, size_t features, float longest, size_t index,
    uint8_t *bytes, assay_query_terms *terms) {
  const assay_bounds_format format = assay_format_of_bounds(kernel);
  const size_t size = format.query_group;
  uint8_t *group = bytes + index / size * (4 * size * assay_quads(features));
  const assay_rounding rounding = assay_round_to_bytes(
      query, features, format.query_limit, 0, 4 * size, group + index % size * 4);
  const float square = assay_squared_length(query, features);
  const float length = sqrtf(square);
  const float reach = length + longest;
  const float floats = (float)(features + 64) * 0x1p-24f * reach * reach;
  // It wraps as the kernel's sums of 32 bits do, so that taking it away is exact.
  terms->excess = (int32_t)((uint32_t)(format.row_limit + 1) * (uint32_t)rounding.sum);
  terms->doubled_scale = 2 * rounding.scale;
  terms->square = square - floats;
  terms->per_length = 2 * rounding.error;
  terms->per_error = 2 * (length + rounding.error);
  return (assay_packed_query){rounding, floats};
}
