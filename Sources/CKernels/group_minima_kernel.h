// The search kernel in vector extensions, compiled once for each instruction set. The including file sets
//   NAME(x)  the name of x in this version       LANES    32-bit numbers in a vector
//   QUERIES  queries in a register tile          PANELS   panels side by side in a register tile
//   PAIRED_PRODUCTS(a, b)  for each lane the sum of the products of its two 16-bit halves
#define VECTORS (PANELS * ASSAY_PANEL_ROWS / LANES)
#define PANEL_VECTORS (ASSAY_PANEL_ROWS / LANES)
#define VECTOR NAME(vector)
#define INTEGERS NAME(integers)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

typedef float VECTOR __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int32_t INTEGERS __attribute__((ext_vector_type(LANES), aligned(4)));

/// Adds to the dot products of a register tile, `[QUERIES][VECTORS * LANES]`, those of a block of pairs.
///
/// `next` is the block that comes after it, of which each step fetches as much as it uses.
ALWAYS_INLINE void NAME(add_products)(
    const int16_t *queries, const int16_t *rows, size_t pairs, size_t panel_stride, const int16_t *next,
    int32_t *products) {
  INTEGERS sums[QUERIES][VECTORS];
  UNROLLED for (int q = 0; q < QUERIES; ++q) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      sums[q][v] = *(const INTEGERS *)(products + (q * VECTORS + v) * LANES);
    }
  }
  for (size_t pair = 0; pair < pairs; ++pair) {
    INTEGERS row[VECTORS];
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      const int16_t *panel = rows + (size_t)(v / PANEL_VECTORS) * panel_stride;
      row[v] = *(const INTEGERS *)(panel + v % PANEL_VECTORS * LANES * 2);
    }
    UNROLLED for (int p = 0; p < PANELS; ++p) {
      __builtin_prefetch(next + (size_t)p * panel_stride, 0, 2);
    }
    UNROLLED for (int q = 0; q < QUERIES; ++q) {
      int32_t both;
      memcpy(&both, queries + 2 * q, sizeof both);
      const INTEGERS query = (INTEGERS)(both);
      UNROLLED for (int v = 0; v < VECTORS; ++v) sums[q][v] += PAIRED_PRODUCTS(query, row[v]);
    }
    queries += 2 * QUERIES;
    rows += 2 * ASSAY_PANEL_ROWS;
    next += 2 * ASSAY_PANEL_ROWS;
  }
  UNROLLED for (int q = 0; q < QUERIES; ++q) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      *(INTEGERS *)(products + (q * VECTORS + v) * LANES) = sums[q][v];
    }
  }
}

/// All dot products of the queries with one tile of rows, `[panel group][query group][QUERIES][VECTORS * LANES]`.
///
/// A block of pairs of all queries and of a few panels stays in the nearest caches while their products are summed.
static void NAME(tile_products)(
    const assay_modality *modality, size_t groups, size_t tile, int32_t *products) {
  const size_t pairs = modality->pairs;
  const size_t stride = pairs * 2 * ASSAY_PANEL_ROWS;
  const size_t size = QUERIES * VECTORS * LANES;
  const int16_t *panels = modality->panels + tile * ASSAY_TILE_PANELS * stride;
  memset(products, 0, ASSAY_TILE_PANELS / PANELS * groups * size * sizeof *products);
  for (size_t first = 0; first < pairs; first += BLOCK_PAIRS) {
    const size_t length = pairs - first < BLOCK_PAIRS ? pairs - first : BLOCK_PAIRS;
    const int16_t *rows = panels + first * 2 * ASSAY_PANEL_ROWS;
    for (size_t panel = 0; panel < ASSAY_TILE_PANELS; panel += PANELS) {
      const int16_t *block = rows + panel * stride;
      const int16_t *next =
          panel + PANELS < ASSAY_TILE_PANELS ? block + PANELS * stride : rows + length * 2 * ASSAY_PANEL_ROWS;
      int32_t *sums = products + panel / PANELS * groups * size;
      const int16_t *queries = modality->queries + first * 2 * QUERIES;
      for (size_t group = 0; group < groups; ++group) {
        NAME(add_products)(queries, block, length, stride, group == 0 ? next : block, sums);
        queries += pairs * 2 * QUERIES;
        sums += size;
      }
    }
  }
}

/// `|row|^2 - 2 row . query` of LANES rows from dot products.
ALWAYS_INLINE VECTOR NAME(distance)(
    const assay_modality *modality, size_t query, size_t row, const int32_t *products) {
  const INTEGERS integers = *(const INTEGERS *)products;
  const VECTOR dots = __builtin_convertvector(integers, VECTOR);
  const VECTOR scales = *(const VECTOR *)(modality->scales + row);
  const VECTOR norms = *(const VECTOR *)(modality->norms + row);
  return norms - 2.0f * modality->query_scales[query] * (scales * dots);
}

/// The minima of a tile's groups, LANES of them, for one query.
ALWAYS_INLINE void NAME(lower)(
    const int modality_count, const assay_modality *modalities, size_t query, size_t lane, size_t tile,
    const int32_t *const *products, size_t panel_group, float *minima, size_t block) {
  VECTOR smallest[3];
  UNROLLED for (int channel = 0; channel < 3; ++channel) smallest[channel] = (VECTOR)(__builtin_inff());
  for (size_t panel = 0; panel < ASSAY_TILE_PANELS; ++panel) {
    const size_t row = tile * ASSAY_TILE_ROWS + panel * ASSAY_PANEL_ROWS + lane;
    const size_t place = panel / PANELS * panel_group + panel % PANELS * ASSAY_PANEL_ROWS + lane;
    const VECTOR first = NAME(distance)(&modalities[0], query, row, products[0] + place);
    smallest[0] = __builtin_elementwise_min(smallest[0], first);
    if (modality_count < 2) continue;
    const VECTOR second = NAME(distance)(&modalities[1], query, row, products[1] + place);
    smallest[1] = __builtin_elementwise_min(smallest[1], second);
    smallest[2] = __builtin_elementwise_min(smallest[2], first + second);
  }
  *(VECTOR *)minima = smallest[0];
  if (modality_count < 2) return;
  *(VECTOR *)(minima + block) = smallest[1];
  *(VECTOR *)(minima + 2 * block) = smallest[2];
}

ALWAYS_INLINE void NAME(lower_tile)(
    const int modality_count, const assay_modality *modalities, size_t groups, size_t tiles, size_t tile,
    const int32_t *products, float *minima) {
  const size_t queries = groups * QUERIES;
  const size_t panel_group = queries * VECTORS * LANES;
  const size_t stride = tiles * ASSAY_TILE_GROUPS;
  for (size_t query = 0; query < queries; ++query) {
    for (size_t lane = 0; lane < ASSAY_PANEL_ROWS; lane += LANES) {
      const int32_t *first = products + query * VECTORS * LANES;
      const int32_t *both[2] = {first, first + ASSAY_TILE_PANELS / PANELS * panel_group};
      NAME(lower)
      (modality_count, modalities, query, lane, tile, both, panel_group,
       minima + query * stride + tile * ASSAY_TILE_GROUPS + lane, queries * stride);
    }
  }
}

static void NAME(group_minima)(
    const assay_modality *modalities, size_t modality_count, size_t groups, size_t tiles, int32_t *scratch,
    float *minima) {
  const size_t products = groups * QUERIES * ASSAY_TILE_ROWS;
  for (size_t tile = 0; tile < tiles; ++tile) {
    for (size_t m = 0; m < modality_count; ++m) {
      NAME(tile_products)(&modalities[m], groups, tile, scratch + m * products);
    }
    if (modality_count < 2) {
      NAME(lower_tile)(1, modalities, groups, tiles, tile, scratch, minima);
    } else {
      NAME(lower_tile)(2, modalities, groups, tiles, tile, scratch, minima);
    }
  }
}

#undef VECTORS
#undef PANEL_VECTORS
#undef VECTOR
#undef INTEGERS
#undef ALWAYS_INLINE
#undef UNROLLED
