// The product of a few pixels with a panel of weights, in vector extensions; the heart of both convolutions.
// The including file sets
//   NAME(x)  the name of x in this version      LANES    floats in a vector
//   PIXELS   pixels in a register tile          PANELS   panels side by side in a register tile
#define VECTOR NAME(vector)
#define VECTORS (PANELS * ASSAY_PANEL_CHANNELS / LANES)
#define PANEL_VECTORS (ASSAY_PANEL_CHANNELS / LANES)
#define PIXEL_QUADS ((PIXELS + 3) / 4)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

/// Keeps the compiler from computing this again from another: it would then hold a pointer for each pixel, more than
/// there are registers.
#define ON_ITS_OWN(pointer) __asm__("" : "+r"(pointer))

typedef float VECTOR __attribute__((ext_vector_type(LANES), aligned(4)));

/// What is fetched while a register tile is summed up.
typedef struct {
  /// What the tiles after it need, into the second-level cache.
  assay_fetch ahead;
  /// What it ends with itself, into the nearest: PANELS lines of each pixel.
  assay_fetch own;
  /// Pixels whose lines have yet to be fetched.
  size_t pixels;
} NAME(fetches);

ALWAYS_INLINE void NAME(fetch_ahead)(NAME(fetches) *fetches) {
  __builtin_prefetch(fetches->ahead.next, 0, 2);
  fetches->ahead.next += fetches->ahead.step;
}

ALWAYS_INLINE void NAME(fetch_own)(NAME(fetches) *fetches) {
  UNROLLED for (int p = 0; p < PANELS; ++p) {
    __builtin_prefetch(fetches->own.next + p * ASSAY_CACHE_LINE, 1, 3);
  }
  fetches->own.next += fetches->own.step;
}

/// Pixels of a register tile, `stride` floats apart, and the weights of the position that comes next.
typedef struct {
  const float *quads[PIXEL_QUADS];
  size_t stride, triple;
  const float *weights;
  size_t panel_stride;
} NAME(factors);

/// Adds the products of one position, counted from the next.
ALWAYS_INLINE void NAME(add_position)(
    const int count, const NAME(factors) *f, const size_t position, VECTOR sums[PIXELS][VECTORS]) {
  const float *weights = f->weights + position * ASSAY_PANEL_CHANNELS;
  VECTOR row[VECTORS];
  UNROLLED for (int v = 0; v < VECTORS; ++v) {
    row[v] = *(const VECTOR *)(weights + (size_t)(v / PANEL_VECTORS) * f->panel_stride + v % PANEL_VECTORS * LANES);
  }
  UNROLLED for (int i = 0; i < count; ++i) {
    const float *quad = f->quads[i / 4] + position;
    const VECTOR value = (VECTOR)(i % 4 == 3 ? quad[f->triple] : quad[(size_t)(i % 4) * f->stride]);
    UNROLLED for (int v = 0; v < VECTORS; ++v) sums[i][v] += value * row[v];
  }
}

ALWAYS_INLINE void NAME(advance)(const int count, NAME(factors) *f, size_t positions) {
  UNROLLED for (int quad = 0; quad < (count + 3) / 4; ++quad) {
    f->quads[quad] += positions;
    ON_ITS_OWN(f->quads[quad]);
  }
  f->weights += positions * ASSAY_PANEL_CHANNELS;
  ON_ITS_OWN(f->weights);
}

ALWAYS_INLINE void NAME(add_four_positions)(
    const int count, NAME(factors) *f, NAME(fetches) *fetches, VECTOR sums[PIXELS][VECTORS]) {
  UNROLLED for (size_t position = 0; position < 4; ++position) {
    if (position % 2 == 0) NAME(fetch_ahead)(fetches);
    NAME(add_position)(count, f, position, sums);
  }
  NAME(advance)(count, f, 4);
}

/// Adds to the sums of `count` pixels, `stride` floats apart, a run of `length` floats of each times as many rows of
/// the panels.
ALWAYS_INLINE void NAME(accumulate)(
    const int count, const float *pixels, size_t stride, size_t length, const float *weights,
    size_t panel_stride, NAME(fetches) *fetches, VECTOR sums[PIXELS][VECTORS]) {
  NAME(factors) f = {.stride = stride, .triple = 3 * stride, .weights = weights, .panel_stride = panel_stride};
  ON_ITS_OWN(f.triple);
  UNROLLED for (int quad = 0; quad < (count + 3) / 4; ++quad) {
    f.quads[quad] = pixels + (size_t)quad * 4 * stride;
    ON_ITS_OWN(f.quads[quad]);
  }
  size_t fours = length / 4;
  for (; fours > 0 && fetches->pixels > 0; --fours, --fetches->pixels) {
    NAME(fetch_own)(fetches);
    NAME(add_four_positions)(count, &f, fetches, sums);
  }
  for (; fours > 0; --fours) NAME(add_four_positions)(count, &f, fetches, sums);
  for (size_t rest = length % 4; rest > 0; --rest) {
    NAME(add_position)(count, &f, 0, sums);
    NAME(advance)(count, &f, 1);
  }
}
