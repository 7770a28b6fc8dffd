#include "narrow_attention.h"

#define KERNEL "narrow_attention_kernel.h"
#include "compile_for_each.h"

// As many tokens as fill the widest vectors.
static size_t padded(size_t tokens) { return (tokens + 15) / 16 * 16; }

size_t assay_narrow_scratch(size_t tokens, size_t width) {
  return (3 * width + 2) * padded(tokens) + 2 * width * tokens;
}

void assay_narrow_attention(assay_instruction_set set, const assay_narrow_head *head, float *scratch) {
  DISPATCH(set, narrow_attention, head, scratch);
}

void assay_narrow_attention_backward(
    assay_instruction_set set, const assay_narrow_head *head, const assay_narrow_gradient *gradient,
    float *scratch) {
  DISPATCH(set, narrow_attention_backward, head, gradient, scratch);
}
