#include "panel_attention.h"

#define KERNEL "panel_attention_kernel.h"
#include "compile_for_each.h"

void assay_panel_weights(
    assay_instruction_set set, float *scores, size_t keys, size_t queries, float scale, float *inverses,
    float *logarithms) {
  DISPATCH(set, panel_weights, scores, keys, queries, scale, inverses, logarithms);
}

void assay_panel_weights_backward(
    assay_instruction_set set, float *scores, float *gradients, size_t keys, size_t queries, float scale,
    const float *logarithms, const float *products) {
  DISPATCH(set, panel_weights_backward, scores, gradients, keys, queries, scale, logarithms, products);
}

void assay_panel_rows(
    assay_instruction_set set, const float *panel, size_t width, size_t queries, const float *factors, float *rows,
    size_t stride) {
  DISPATCH(set, panel_rows, panel, width, queries, factors, rows, stride);
}

void assay_copy_rows(
    assay_instruction_set set, const float *from, size_t from_stride, size_t count, size_t width, float *to,
    size_t to_stride) {
  DISPATCH(set, copy_rows, from, from_stride, count, width, to, to_stride);
}

void assay_row_products(
    assay_instruction_set set, const float *left, const float *right, size_t count, size_t width, size_t stride,
    float *products) {
  DISPATCH(set, row_products, left, right, count, width, stride, products);
}
