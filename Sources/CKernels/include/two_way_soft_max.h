#ifndef ASSAY_TWO_WAY_SOFT_MAX_H
#define ASSAY_TWO_WAY_SOFT_MAX_H

#include <stddef.h>

#include "instruction_set.h"

// The soft-max of `scale` times a matrix of scores along its rows and along its columns, without a transpose: three passes, each
// over blocks of whole rows. Every exponential is taken of a difference from the largest score of its row or column, so none
// overflows whatever the scale.

/// Some rows of the matrix, and what is known of rows and columns.
typedef struct {
  /// `[count][width]` without gaps, `width` at least 1.
  float *scores;
  size_t count, width;
  float scale;
  /// `[count]` each: the largest score of a row, and the logarithm to base 2 of the sum of exponentials.
  float *row_maxima, *row_logarithms;
  /// `[width]` each: the same of a column.
  float *column_maxima, *column_logarithms;
} assay_two_way_block;

/// Writes what is known of the rows, and to `column_maxima` the largest score of each column in these rows.
void assay_two_way_rows(assay_instruction_set set, const assay_two_way_block *block);

/// Writes the sums of these rows' exponentials in each column, given the maxima of whole columns.
void assay_two_way_columns(assay_instruction_set set, const assay_two_way_block *block, float *sums);

/// Replaces each score by `factor` times the sum of both soft-maxes.
void assay_two_way_finish(assay_instruction_set set, const assay_two_way_block *block, float factor);

#endif
