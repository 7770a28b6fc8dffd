#include "soft_max.h"

#define KERNEL "soft_max_kernel.h"
#include "compile_for_each.h"

void assay_soft_max(
    assay_instruction_set set, float *scores, size_t count, size_t width, float scale, float *logarithms) {
  DISPATCH(set, soft_max, scores, count, width, scale, logarithms);
}

void assay_soft_max_again(
    assay_instruction_set set, float *scores, size_t count, size_t width, float scale,
    const float *logarithms) {
  DISPATCH(set, soft_max_again, scores, count, width, scale, logarithms);
}

void assay_soft_max_backward(
    assay_instruction_set set, const float *probabilities, float *gradients, size_t count, size_t width,
    float scale, const float *products) {
  DISPATCH(set, soft_max_backward, probabilities, gradients, count, width, scale, products);
}

void assay_row_products(
    assay_instruction_set set, const float *left, const float *right, size_t count, size_t width, size_t stride,
    float *products) {
  DISPATCH(set, row_products, left, right, count, width, stride, products);
}
