#ifndef ASSAY_NEAREST_PRODUCTS_H
#define ASSAY_NEAREST_PRODUCTS_H

#include <stddef.h>
#include <stdint.h>

#include "instruction_set.h"

/// For each query the row with the smallest `|row|^2 - 2 row . query`, the first among equals.
///
/// `products` is `[count][width]`, a dot product for each query and row; `norms` holds the squared lengths of the
/// rows, +infinity for one that takes no part. A query without a row gets -1.
void assay_nearest_of_products(
    assay_instruction_set set, const float *products, const float *norms, size_t count, size_t width,
    int32_t *nearest);

#endif
