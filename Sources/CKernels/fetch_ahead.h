#ifndef ASSAY_FETCH_AHEAD_H
#define ASSAY_FETCH_AHEAD_H

#include <stddef.h>

// What a kernel needs next is fetched line by line between the products of what it has. Fetched at once, so many lines
// would hold up the kernel's own loads; and the processor foresees single streams, not the rows of a tile.
enum { ASSAY_CACHE_LINE = 64, ASSAY_AHEAD_RANGES = 4 };

/// Memory that is needed next.
typedef struct {
  const char *starts[ASSAY_AHEAD_RANGES];
  size_t sizes[ASSAY_AHEAD_RANGES];
  size_t ranges, total;
} assay_ahead;

/// Adds the floats from `first` to `end`.
static inline void assay_ahead_add(assay_ahead *ahead, const float *first, const float *end) {
  const size_t size = (size_t)((const char *)end - (const char *)first);
  ahead->starts[ahead->ranges] = (const char *)first;
  ahead->sizes[ahead->ranges++] = size;
  ahead->total += size;
}

/// Where the next line to fetch lies, and the bytes from one fetch to the next.
typedef struct {
  const char *next;
  size_t step;
} assay_fetch;

/// The fetches of a piece of work, `from..<to` of `all`, that has room for `fetches` of them.
static inline assay_fetch assay_ahead_share(
    const assay_ahead *ahead, size_t from, size_t to, size_t all, size_t fetches) {
  size_t first = ahead->total * from / all;
  const size_t share = ahead->total * to / all - first;
  if (share == 0) return (assay_fetch){(const char *)ahead, 0};
  size_t range = 0;
  for (; first >= ahead->sizes[range]; ++range) first -= ahead->sizes[range];
  const size_t step = fetches > 0 ? (share + fetches - 1) / fetches : 0;
  return (assay_fetch){ahead->starts[range] + first, step < ASSAY_CACHE_LINE ? step : ASSAY_CACHE_LINE};
}

#endif
