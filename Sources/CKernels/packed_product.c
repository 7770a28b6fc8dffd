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
  DISPATCH(set, pack_product, right, depth, columns, depth_stride, column_stride, packed);
}

void assay_packed_product(assay_instruction_set set, const assay_product *product) {
  DISPATCH(set, packed_product, product);
}
