#include "nearest_products.h"

#define KERNEL "nearest_products_kernel.h"
#include "compile_for_each.h"

void assay_nearest_of_products(
    assay_instruction_set set, const float *products, const float *norms, size_t count, size_t width,
    int32_t *nearest) {
  DISPATCH(set, nearest_of_products, products, norms, count, width, nearest);
}
