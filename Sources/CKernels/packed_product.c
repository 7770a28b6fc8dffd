#include "packed_product.h"

#define KERNEL "packed_product_kernel.h"
#include "compile_for_each.h"

size_t assay_panel_columns(assay_instruction_set set) {
  size_t columns;
  DISPATCH(set, panel_columns, &columns);
  return columns;
}

void assay_pack_product(
    assay_instruction_set set, const float *right, size_t depth, size_t columns, size_t depth_stride,
    size_t column_stride, float *packed) {
  const size_t panel_stride = depth * assay_panel_columns(set);
  assay_pack_panels(set, right, depth, columns, depth_stride, column_stride, packed, panel_stride);
}

void assay_pack_panels(
    assay_instruction_set set, const float *right, size_t depth, size_t columns, size_t depth_stride,
    size_t column_stride, float *packed, size_t panel_stride) {
  DISPATCH(
      set, pack_product, right, depth, columns, depth_stride, column_stride, packed, panel_stride);
}

size_t assay_tile_rows(assay_instruction_set set) {
  size_t rows;
  DISPATCH(set, tile_rows, &rows);
  return rows;
}

void assay_pack_tiles(
    assay_instruction_set set, const float *rows, size_t count, size_t width, size_t stride, float *packed,
    size_t tile_stride) {
  DISPATCH(set, pack_tiles, rows, count, width, stride, packed, tile_stride);
}

void assay_packed_product(assay_instruction_set set, const assay_product *product) {
  DISPATCH(set, packed_product, product);
}
