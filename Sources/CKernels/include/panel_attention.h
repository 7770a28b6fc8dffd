#ifndef ASSAY_PANEL_ATTENTION_H
#define ASSAY_PANEL_ATTENTION_H

#include <stddef.h>

#include "instruction_set.h"

// Attention with a query in each lane: scores are `[keys][assay_panel_columns]` for up to as many queries, which is a panel of
// the product kernel as it is. So soft-maxes run down the lanes without adding across them, and weights are the right factor
// of the next product without being packed. Lanes beyond the last query hold any finite numbers.

/// Replaces scores by exp(scale (score - largest of the query)).
///
/// Writes one over the sum of each query's exponentials, and the logarithm to base 2 of the sum of exp(scale score).
void assay_panel_weights(
    assay_instruction_set set, float *scores, size_t keys, size_t queries, float scale, float *inverses,
    float *logarithms);

/// Replaces scores by the weights that they lead to, and gradients of weights by those of the scores.
///
/// `logarithms` are those that `assay_panel_weights` wrote; `products` holds for each query the sum of weights times gradients.
void assay_panel_weights_backward(
    assay_instruction_set set, float *scores, float *gradients, size_t keys, size_t queries, float scale,
    const float *logarithms, const float *products);

/// Writes the lanes of a panel, `[width][assay_panel_columns]`, as rows, `[queries][width]`, each times its factor.
///
/// Rows lie `stride` floats apart; without factors they are one.
void assay_panel_rows(
    assay_instruction_set set, const float *panel, size_t width, size_t queries, const float *factors, float *rows,
    size_t stride);

/// Copies `[count][width]` to another place; rows lie `from_stride` and `to_stride` floats apart.
void assay_copy_rows(
    assay_instruction_set set, const float *from, size_t from_stride, size_t count, size_t width, float *to,
    size_t to_stride);

/// The dot product of each row of `left` with that of `right`; rows lie `stride` floats apart.
void assay_row_products(
    assay_instruction_set set, const float *left, const float *right, size_t count, size_t width, size_t stride,
    float *products);

#endif
