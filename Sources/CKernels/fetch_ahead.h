#ifndef ASSAY_FETCH_AHEAD_H
#define ASSAY_FETCH_AHEAD_H

#include <stddef.h>

// What a kernel needs next is fetched line by line between the products of what it has. Fetched at once, so many lines
// would hold up the kernel's own loads; and the processor foresees single streams, not the rows of a tile.
enum { ASSAY_CACHE_LINE = 64, ASSAY_AHEAD_RANGES = 4 };

/// Memory that is needed next, fetched in parts.
typedef struct {
  const char *starts[ASSAY_AHEAD_RANGES];
  size_t sizes[ASSAY_AHEAD_RANGES];
  size_t ranges, total;
  /// Bytes of a part, and from one fetch to the next.
  size_t part, step;
} assay_ahead;

/// Adds the floats from `first` to `end`.
static inline void assay_ahead_add(assay_ahead *ahead, const float *first, const float *end) {
  const size_t size = (size_t)((const char *)end - (const char *)first);
  ahead->starts[ahead->ranges] = (const char *)first;
  ahead->sizes[ahead->ranges++] = size;
  ahead->total += size;
}

/// Cuts everything into so many parts; `together` of them are fetched in the course of `fetches` fetches.
static inline void assay_ahead_cut(assay_ahead *ahead, size_t parts, size_t together, size_t fetches) {
  ahead->part = (ahead->total + parts - 1) / parts;
  const size_t step = fetches > 0 ? (together * ahead->part + fetches - 1) / fetches : 0;
  ahead->step = step < ASSAY_CACHE_LINE ? step : ASSAY_CACHE_LINE;
}

/// Where the next line to fetch lies, and the bytes from one fetch to the next.
typedef struct {
  const char *next;
  size_t step;
} assay_fetch;

/// The fetches from a part on.
static inline assay_fetch assay_ahead_from(const assay_ahead *ahead, size_t part) {
  size_t place = part * ahead->part;
  if (place >= ahead->total) return (assay_fetch){(const char *)ahead, 0};
  size_t range = 0;
  for (; place >= ahead->sizes[range]; ++range) place -= ahead->sizes[range];
  return (assay_fetch){ahead->starts[range] + place, ahead->step};
}

#endif
