#ifndef ASSAY_DISTANCE_BOUNDS_H
#define ASSAY_DISTANCE_BOUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "instruction_set.h"

// A lower bound on the squared distance of every query to every row, from vectors rounded to bytes: processors
// multiply and add bytes up to four times as fast as floats. A vector is its integers times a scale of its own. Their
// dot product is exact in 32 bits, because no vector of integers is longer than 46,340, the root of 2^31; what
// rounding changed is known for each vector, so it bounds how far the product is from that of the floats.
//
// Rows are packed in panels of 16, `[panel][quad][16][4]`: quads of features side by side, a number from 1 up for each
// integer, because the instructions multiply unsigned bytes with signed ones.
enum {
  ASSAY_PANEL_ROWS = 16,
  ASSAY_TILE_PANELS = 2,
  ASSAY_TILE_ROWS = ASSAY_PANEL_ROWS * ASSAY_TILE_PANELS,
};

/// The kernels, poorest first.
typedef enum {
  ASSAY_BOUNDS_PORTABLE = 0,
  ASSAY_BOUNDS_AVX2 = 1,         // with integers of 7 bits, whose products fit 16 bits
  ASSAY_BOUNDS_AVX_VNNI = 2,     // instructions that add up products of bytes, on 256 bits
  ASSAY_BOUNDS_AVX512_VNNI = 3,  // the same on 512 bits
} assay_bounds_kernel;

/// Whether this processor has what a kernel needs, within the best instruction set.
bool assay_has_bounds_kernel(assay_bounds_kernel kernel);

/// The richest kernel that can be used.
assay_bounds_kernel assay_best_bounds_kernel(void);

/// How a kernel wants its numbers.
typedef struct {
  /// Queries in a register tile; blocks of queries are padded to a multiple of it.
  size_t query_group;
  /// The largest magnitude of an integer of a row, and one less than what is added to make it unsigned.
  int32_t row_limit;
  /// The largest magnitude of an integer of a query.
  int32_t query_limit;
} assay_bounds_format;

/// The format of a kernel that this processor has.
assay_bounds_format assay_format_of_bounds(assay_bounds_kernel kernel);

/// Quads of a vector of features; an even number, the last filled up with zeros.
static inline size_t assay_quads(size_t features) { return (features + 7) / 8 * 2; }

/// What is known of a vector rounded to bytes.
typedef struct {
  /// The value of 1; 0 for a vector of zeros, or of numbers too large to be squared.
  float scale;
  /// At least the length of what rounding changed; +infinity for numbers too large.
  float error;
  /// The sum of the integers.
  int32_t sum;
  /// By how much the squared length of what was rounded exceeds that of the integers times the scale.
  float lost;
} assay_rounding;

/// Rounds a vector to integers of a magnitude up to `limit`, and writes each plus `added`, feature `k` to
/// `target[k / 4 * quad_stride + k % 4]`; the last quad is filled up with zeros plus `added`.
assay_rounding assay_round_to_bytes(
    const float *values, size_t count, int32_t limit, int32_t added, size_t quad_stride, uint8_t *target);

/// Rounds a row for a kernel and writes it to its place in `panels`, `[panels][quads][16][4]`.
assay_rounding assay_pack_row(
    assay_bounds_kernel kernel, const float *row, size_t features, size_t index, uint8_t *panels);

/// Rows as the kernel reads them.
typedef struct {
  /// `[panels][quads][16][4]`.
  const uint8_t *panels;
  /// The value of 1 in each row.
  const float *scales;
  /// The squared length of each row; +infinity for a row that takes no part.
  const float *squares;
  /// The length of each row.
  const float *lengths;
  /// The length of what rounding changed in each row, at most.
  const float *errors;
  /// An even number, at least 2.
  size_t quads;
} assay_bounded_rows;

/// What the kernel needs to know of a query beside its integers.
typedef struct {
  /// The dot product that adding to the integers of rows made, to be taken away.
  int32_t excess;
  /// Twice the value of 1.
  float doubled_scale;
  /// The squared length, less what roundings of floats can change in a distance.
  float square;
  /// By how much the distance can be smaller for each unit of a row's length, and of a row's error.
  float per_length, per_error;
} assay_query_terms;

/// What is known of a query beside the terms.
typedef struct {
  assay_rounding rounding;
  /// What roundings of floats can change in a squared distance, at most.
  float floats;
} assay_packed_query;

/// Rounds a query for a kernel, writes it to its place in `bytes`, `[groups][quads][query_group][4]`, and sets its terms.
///
/// `longest` is the length of the longest row. The distance that counts is made of floats from differences, which err by at
/// most `(n + 2) u s` with `u = 2^-24` and `s = (|q| + |r|)^2` (Higham 2002, section 3.1); the bound's own roundings are
/// less than 60.
assay_packed_query assay_pack_query(
    assay_bounds_kernel kernel, const float *query, size_t features, float longest, size_t index,
    uint8_t *bytes, assay_query_terms *terms);

/// A block of queries as the kernel reads them.
typedef struct {
  /// `[groups][quads][query_group][4]`.
  const uint8_t *bytes;
  /// `[groups * query_group]`.
  const assay_query_terms *terms;
  size_t groups;
} assay_bounded_queries;

/// For each query of a block a lower bound on the squared distance to each row of some tiles,
/// `[groups * query_group][stride]`; +infinity for rows that take no part.
///
/// The kernel is one that the processor has. Rounding of the bounds depends on it.
void assay_distance_bounds(
    assay_bounds_kernel kernel, const assay_bounded_rows *rows, const assay_bounded_queries *queries,
    size_t first_tile, size_t tiles, size_t stride, float *bounds);

/// Adds up the bounds of two modalities.
void assay_add_bounds(const float *first, const float *second, size_t count, float *sums);

/// Finds the positions of the bounds that are not above a limit, in order; returns how many there are.
///
/// A bound that is not a number is above no limit, and none is above a limit that is not a number. `positions` has room for `count`.
size_t assay_bounds_within(const float *bounds, size_t count, float limit, int32_t *positions);

#endif
