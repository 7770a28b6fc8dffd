#ifndef ASSAY_NARROW_ATTENTION_H
#define ASSAY_NARROW_ATTENTION_H

#include <stddef.h>

#include "instruction_set.h"

/// The most features that a head of `assay_narrow_attention` may have.
#define ASSAY_NARROW_WIDTH 8

/// One attention head of few features over the tokens of one sample; in the names of the paper, softmax(scale Q K') V.
typedef struct {
  /// `[tokens][width]` each, rows `stride` floats apart.
  const float *queries, *keys, *values;
  size_t stride;
  size_t tokens, width;
  float scale;
  /// `[tokens][width]`, rows `output_stride` floats apart, and the logarithm to base 2 of each query's sum of
  /// exponentials, `[tokens]`; the backward pass reads both.
  float *output;
  size_t output_stride;
  float *logarithms;
} assay_narrow_head;

/// The gradients of a head.
typedef struct {
  /// `[tokens][width]`, rows as far apart as those of the output.
  const float *output_gradients;
  /// `[tokens][width]` each, to write, rows `stride` floats apart.
  float *queries, *keys, *values;
  size_t stride;
} assay_narrow_gradient;

/// The floats of scratch that both functions need.
size_t assay_narrow_scratch(size_t tokens, size_t width);

/// Computes the output and the logarithms of a head whose width is at most `ASSAY_NARROW_WIDTH`.
void assay_narrow_attention(assay_instruction_set set, const assay_narrow_head *head, float *scratch);

/// Writes the gradients of queries, keys and values.
void assay_narrow_attention_backward(
    assay_instruction_set set, const assay_narrow_head *head, const assay_narrow_gradient *gradient,
    float *scratch);

#endif
