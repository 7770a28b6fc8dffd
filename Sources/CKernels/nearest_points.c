#include "nearest_points.h"

#include <math.h>

#include "threshold.h"

#pragma STDC FP_CONTRACT OFF

ASSAY_INLINE void squared_distances_to(const float *x, const float *y, const float *z, size_t count,
                                       const float *query, float *squares) {
  float qx = query[0], qy = query[1], qz = query[2];
  for (size_t i = 0; i < count; i++) {
    float dx = x[i] - qx, dy = y[i] - qy, dz = z[i] - qz;
    squares[i] = (dx * dx + dy * dy) + dz * dz;
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
float assay_window_bound(const float *x, const float *y, const float *z, size_t stride, size_t rows,
                         size_t columns, const float *query, size_t wanted, float guess,
                         float *scratch) {
  for (size_t row = 0; row < rows; row++) {
    size_t start = row * stride;
    squared_distances_to(x + start, y + start, z + start, columns, query, scratch + row * columns);
  }
  size_t count = rows * columns;
  if (assay_count_up_to(scratch, count, INFINITY) < wanted) return INFINITY;
  return assay_threshold(scratch, count, wanted, guess, INFINITY);
}

ASSAY_FOR_EACH_INSTRUCTION_SET
size_t assay_near_boxes(const float *boxes, size_t stride, size_t first, size_t count, const float *box,
                        float squared_reach, int32_t *found) {
  enum { RUN = 64 };
  float gaps[RUN];
  size_t near = 0;
  for (size_t start = 0; start < count; start += RUN) {
    size_t length = count - start < RUN ? count - start : RUN;
    for (size_t i = 0; i < length; i++) {
      float total = 0;
      for (size_t axis = 0; axis < 3; axis++) {
        float below = boxes[axis * stride + first + start + i] - box[3 + axis];
        float above = box[axis] - boxes[(3 + axis) * stride + first + start + i];
        float gap = below > above ? below : above;
        gap = gap > 0 ? gap : 0;
        total += gap * gap;
      }
      gaps[i] = total;
    }
    for (size_t i = 0; i < length; i++) {
      found[near] = (int32_t)(first + start + i);
      near += gaps[i] <= squared_reach;
    }
  }
  return near;
}

// The number below which exactly `wanted` of the equally far points lie.
ASSAY_INLINE int32_t number_limit(const float *squares, const int32_t *numbers, size_t count, float tie,
                                  size_t wanted) {
  int32_t low = 0, high = INT32_MAX;  // fewer than wanted below low, enough below high
  while (high - low > 1) {
    int32_t middle = low + (high - low) / 2;
    size_t below = 0;
    for (size_t i = 0; i < count; i++) below += (squares[i] == tie) & (numbers[i] < middle);
    if (below >= wanted) high = middle;
    else low = middle;
  }
  return high;
}

ASSAY_INLINE size_t collect(const float *squares, const int32_t *numbers, size_t count, float threshold,
                            size_t wanted, int32_t *found, float *squared_distances) {
  size_t total = assay_count_up_to(squares, count, threshold);
  size_t kept = 0;
  if (total <= wanted) {
    for (size_t i = 0; i < count && kept < total; i++) {
      found[kept] = numbers[i];
      squared_distances[kept] = squares[i];
      kept += squares[i] <= threshold;
    }
    return total;
  }
  size_t nearer = 0;
  for (size_t i = 0; i < count; i++) nearer += squares[i] < threshold;
  int32_t limit = number_limit(squares, numbers, count, threshold, wanted - nearer);
  for (size_t i = 0; i < count && kept < wanted; i++) {
    found[kept] = numbers[i];
    squared_distances[kept] = squares[i];
    kept += (squares[i] < threshold) | ((squares[i] == threshold) & (numbers[i] < limit));
  }
  return wanted;
}

ASSAY_INLINE uint64_t key_of(float squared, int32_t number) {
  uint32_t bits;
  memcpy(&bits, &squared, sizeof bits);
  return (uint64_t)bits << 32 | (uint32_t)number;
}

// Merges two sorted runs without branches that depend on the keys.
ASSAY_INLINE void merge(const uint64_t *from, size_t first, size_t middle, size_t end, uint64_t *to) {
  size_t left = first, right = middle, place = first;
  while (left < middle && right < end) {
    uint64_t a = from[left], b = from[right];
    size_t takes_right = b < a;
    to[place++] = takes_right ? b : a;
    right += takes_right;
    left += 1 - takes_right;
  }
  memcpy(to + place, from + left, (middle - left) * sizeof *to);
  memcpy(to + place + (middle - left), from + right, (end - right) * sizeof *to);
}

// Sorts a short run by the rank of each item: the number of items before it.
ASSAY_INLINE void rank(const float *squares, const int32_t *numbers, size_t count, uint64_t *keys) {
  for (size_t i = 0; i < count; i++) {
    float square = squares[i];
    int32_t number = numbers[i], before = 0;
    for (size_t j = 0; j < count; j++)
      before += (squares[j] < square) | ((squares[j] == square) & (numbers[j] < number));
    keys[before] = key_of(square, number);
  }
}

// Merge sort by distance, then number. Distances are not negative, so their bits are in their order.
ASSAY_INLINE void sort_by_distance(int32_t *numbers, float *squares, size_t count, uint64_t *keys) {
  enum { RUN = 64 };
  uint64_t *from = keys, *to = keys + count;
  for (size_t first = 0; first < count; first += RUN)
    rank(squares + first, numbers + first, count - first < RUN ? count - first : RUN, from + first);
  for (size_t run = RUN; run < count; run *= 2) {
    for (size_t first = 0; first < count; first += 2 * run) {
      size_t middle = first + run < count ? first + run : count;
      size_t end = first + 2 * run < count ? first + 2 * run : count;
      merge(from, first, middle, end, to);
    }
    uint64_t *swap = from;
    from = to;
    to = swap;
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = (uint32_t)(from[i] >> 32);
    memcpy(&squares[i], &bits, sizeof bits);
    numbers[i] = (int32_t)(uint32_t)from[i];
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
size_t assay_nearest_points(const float *x, const float *y, const float *z, const int32_t *numbers,
                            size_t count, const float *query, size_t wanted, float guess,
                            float squared_limit, float *scratch, uint64_t *keys, int32_t *found,
                            float *squared_distances) {
  squared_distances_to(x, y, z, count, query, scratch);
  float threshold = squared_limit;
  if (assay_count_up_to(scratch, count, squared_limit) > wanted)
    threshold = assay_threshold(scratch, count, wanted, guess, squared_limit);
  size_t kept = collect(scratch, numbers, count, threshold, wanted, found, squared_distances);
  if (keys) sort_by_distance(found, squared_distances, kept, keys);
  return kept;
}
