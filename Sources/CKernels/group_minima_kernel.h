// The search kernel in vector extensions, compiled once for each instruction set. The including file sets
//   NAME(x)  the name of x in this version       LANES    floats in a vector
//   QUERIES  queries in a register tile          PANELS   panels side by side in a register tile
#define VECTORS (PANELS * ASSAY_PANEL_ROWS / LANES)
#define VECTOR NAME(vector)

typedef float VECTOR __attribute__((ext_vector_type(LANES), aligned(4)));

static void NAME(pack_queries)(
    const float *queries, size_t count, size_t stride, size_t depth, float *packed) {
  for (; count >= QUERIES; count -= QUERIES, queries += QUERIES * stride) {
    for (size_t k = 0; k < depth; ++k, packed += QUERIES) {
      _Pragma("clang loop unroll(full)") for (int q = 0; q < QUERIES; ++q) {
        packed[q] = queries[(size_t)q * stride + k];
      }
    }
  }
  if (count == 0) return;
  for (size_t k = 0; k < depth; ++k, packed += QUERIES) {
    for (size_t q = 0; q < QUERIES; ++q) packed[q] = q < count ? queries[q * stride + k] : 0.0f;
  }
}

/// Dot products of QUERIES queries with the rows of PANELS panels.
static inline __attribute__((always_inline)) void NAME(dot_products)(
    const float *queries, const float *panel, size_t depth, VECTOR sums[QUERIES][VECTORS]) {
  _Pragma("clang loop unroll(full)") for (int q = 0; q < QUERIES; ++q) {
    _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; ++v) sums[q][v] = (VECTOR)(0.0f);
  }
  for (size_t k = 0; k < depth; ++k) {
    VECTOR rows[VECTORS];
    _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; ++v) {
      const size_t lane = (size_t)v * LANES;
      const float *start = panel + lane / ASSAY_PANEL_ROWS * depth * ASSAY_PANEL_ROWS;
      rows[v] = *(const VECTOR *)(start + k * ASSAY_PANEL_ROWS + lane % ASSAY_PANEL_ROWS);
    }
    _Pragma("clang loop unroll(full)") for (int q = 0; q < QUERIES; ++q) {
      const VECTOR value = (VECTOR)(queries[k * QUERIES + q]);
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; ++v) {
        sums[q][v] += value * rows[v];
      }
    }
  }
}

/// Squared distances less the squared length of the query, for one register tile.
static inline __attribute__((always_inline)) void NAME(distances)(
    const assay_modality *modality, size_t group, size_t panel, VECTOR result[QUERIES][VECTORS]) {
  const size_t depth = modality->depth;
  NAME(dot_products)
  (modality->queries + group * depth * QUERIES, modality->panels + panel * depth * ASSAY_PANEL_ROWS,
   depth, result);
  const float *norms = modality->norms + panel * ASSAY_PANEL_ROWS;
  _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; ++v) {
    const VECTOR norm = *(const VECTOR *)(norms + v * LANES);
    _Pragma("clang loop unroll(full)") for (int q = 0; q < QUERIES; ++q) {
      result[q][v] = norm - 2.0f * result[q][v];
    }
  }
}

/// Lowers the minima of a tile's groups, `stride` apart from query to query.
static inline __attribute__((always_inline)) void NAME(lower)(
    float *minima, size_t stride, VECTOR distances[QUERIES][VECTORS]) {
  _Pragma("clang loop unroll(full)") for (int q = 0; q < QUERIES; ++q) {
    _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; ++v) {
      VECTOR *minimum = (VECTOR *)(minima + q * stride + v * LANES % ASSAY_PANEL_ROWS);
      *minimum = __builtin_elementwise_min(*minimum, distances[q][v]);
    }
  }
}

static void NAME(search_panel)(
    const assay_modality *modalities, size_t modality_count, size_t groups, size_t tiles, size_t panel,
    float *minima) {
  const size_t stride = tiles * ASSAY_TILE_GROUPS;
  const size_t block = groups * QUERIES * stride;
  float *tile = minima + panel / ASSAY_TILE_PANELS * ASSAY_TILE_GROUPS;
  for (size_t group = 0; group < groups; ++group, tile += QUERIES * stride) {
    VECTOR first[QUERIES][VECTORS];
    NAME(distances)(&modalities[0], group, panel, first);
    NAME(lower)(tile, stride, first);
    if (modality_count < 2) continue;
    VECTOR second[QUERIES][VECTORS];
    NAME(distances)(&modalities[1], group, panel, second);
    NAME(lower)(tile + block, stride, second);
    _Pragma("clang loop unroll(full)") for (int q = 0; q < QUERIES; ++q) {
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; ++v) first[q][v] += second[q][v];
    }
    NAME(lower)(tile + 2 * block, stride, first);
  }
}

static void NAME(group_minima)(
    const assay_modality *modalities, size_t modality_count, size_t groups, size_t tiles, float *minima) {
  for (size_t panel = 0; panel < tiles * ASSAY_TILE_PANELS; panel += PANELS) {
    NAME(search_panel)(modalities, modality_count, groups, tiles, panel, minima);
  }
}

#undef VECTORS
#undef VECTOR
