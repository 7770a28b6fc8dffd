// The product of a few pixels with a panel of weights, in vector extensions; the heart of both convolutions.
// The including file sets
//   NAME(x)  the name of x in this version      LANES    floats in a vector
//   PIXELS   pixels in a register tile          PANELS   panels side by side in a register tile
#define VECTOR NAME(vector)
#define VECTORS (PANELS * ASSAY_PANEL_CHANNELS / LANES)
#define PANEL_VECTORS (ASSAY_PANEL_CHANNELS / LANES)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

typedef float VECTOR __attribute__((ext_vector_type(LANES), aligned(4)));

/// Where the weights that come next lie, and how many floats of them to fetch for each step.
typedef struct {
  const float *next;
  size_t step;
} NAME(prefetch);

/// Spreads the prefetch of the weights that follow over the first register tiles that use the present ones.
ALWAYS_INLINE NAME(prefetch) NAME(prefetch_share)(
    const float *next, size_t depth, size_t tile, size_t tiles) {
  const size_t share = tiles < 8 ? tiles : 8;
  const size_t step = (ASSAY_PANEL_CHANNELS + share - 1) / share;
  const NAME(prefetch) prefetch = {next + (tile < share ? tile * step * depth : 0), step};
  return prefetch;
}

/// Adds to the sums of `count` pixels a run of `length` floats of each times as many rows of the panels.
ALWAYS_INLINE void NAME(accumulate)(
    const int count, const float *const *pixels, size_t length, const float *weights,
    size_t panel_stride, NAME(prefetch) prefetch, VECTOR sums[PIXELS][VECTORS]) {
  for (size_t k = 0; k < length; ++k) {
    VECTOR row[VECTORS];
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      const float *panel = weights + (size_t)(v / PANEL_VECTORS) * panel_stride;
      row[v] = *(const VECTOR *)(panel + v % PANEL_VECTORS * LANES);
    }
    UNROLLED for (int p = 0; p < PANELS; ++p) {
      __builtin_prefetch(prefetch.next + (size_t)p * panel_stride, 0, 2);
    }
    UNROLLED for (int i = 0; i < count; ++i) {
      const VECTOR value = (VECTOR)(pixels[i][k]);
      UNROLLED for (int v = 0; v < VECTORS; ++v) sums[i][v] += value * row[v];
    }
    weights += ASSAY_PANEL_CHANNELS;
    prefetch.next += prefetch.step;
  }
}

