// The search kernel in vector extensions, compiled once for each way to multiply bytes. The including file sets
//   NAME(x)  the name of x in this version       LANES    32-bit numbers in a vector
//   QUERIES  queries in a register tile          PANELS   panels side by side in a register tile
//   QUADS    quads in a step, one or two
//   ADD_PRODUCTS(sums, rows, queries)  adds to each lane the products of its four bytes, of QUADS quads of each
#define VECTORS (PANELS * ASSAY_PANEL_ROWS / LANES)
#define PANEL_VECTORS (ASSAY_PANEL_ROWS / LANES)
#define VECTOR NAME(vector)
#define INTEGERS NAME(integers)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

typedef float VECTOR __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int32_t INTEGERS __attribute__((ext_vector_type(LANES), aligned(4)));

/// The quads of a query, each in every lane.
ALWAYS_INLINE void NAME(spread)(const uint8_t *query, INTEGERS quads[QUADS]) {
  UNROLLED for (int i = 0; i < QUADS; ++i) {
    int32_t quad;
    memcpy(&quad, query + i * QUERIES * 4, sizeof quad);
    quads[i] = (INTEGERS)(quad);
  }
}

/// The dot products of a register tile of queries with one of rows, added to `sums`.
///
/// `next` are the rows that come after them, of which each step fetches as much as it uses.
ALWAYS_INLINE void NAME(accumulate)(
    const uint8_t *queries, const uint8_t *rows, const uint8_t *next, size_t quads, INTEGERS sums[QUERIES][VECTORS]) {
  const size_t panel_size = quads * ASSAY_PANEL_ROWS * 4;
  for (size_t quad = 0; quad < quads; quad += QUADS) {
    INTEGERS row[VECTORS][QUADS];
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      const uint8_t *panel = rows + (size_t)(v / PANEL_VECTORS) * panel_size + v % PANEL_VECTORS * LANES * 4;
      UNROLLED for (int i = 0; i < QUADS; ++i) row[v][i] = *(const INTEGERS *)(panel + i * ASSAY_PANEL_ROWS * 4);
    }
    UNROLLED for (int p = 0; p < PANELS; ++p) {
      UNROLLED for (int i = 0; i < QUADS; ++i) {
        __builtin_prefetch(next + (size_t)p * panel_size + i * ASSAY_PANEL_ROWS * 4, 0, 2);
      }
    }
    UNROLLED for (int q = 0; q < QUERIES; ++q) {
      INTEGERS query[QUADS];
      NAME(spread)(queries + 4 * q, query);
      UNROLLED for (int v = 0; v < VECTORS; ++v) ADD_PRODUCTS(sums[q][v], row[v], query);
    }
    queries += QUADS * QUERIES * 4;
    rows += QUADS * ASSAY_PANEL_ROWS * 4;
    next += QUADS * ASSAY_PANEL_ROWS * 4;
  }
}

/// Writes the bounds of LANES rows from dot products of integers: `|r|^2 - 2 r . q + |q|^2` less what it may be too
/// large by.
ALWAYS_INLINE void NAME(write_bounds)(
    const assay_bounded_rows *rows, size_t row, const assay_query_terms *query, const INTEGERS *products,
    float *bounds) {
  const VECTOR dots = __builtin_convertvector(*products, VECTOR);
  const VECTOR scaled = query->doubled_scale * *(const VECTOR *)(rows->scales + row) * dots;
  const VECTOR slack = query->per_length * *(const VECTOR *)(rows->lengths + row) +
                       query->per_error * *(const VECTOR *)(rows->errors + row);
  *(VECTOR *)bounds = *(const VECTOR *)(rows->squares + row) - scaled + (query->square - slack);
}

/// The bounds of a register tile; `row` is the first of its rows.
ALWAYS_INLINE void NAME(register_tile)(
    const assay_bounded_rows *rows, size_t row, const uint8_t *next, const uint8_t *queries,
    const assay_query_terms *terms, size_t stride, float *bounds) {
  INTEGERS sums[QUERIES][VECTORS];
  UNROLLED for (int q = 0; q < QUERIES; ++q) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) sums[q][v] = (INTEGERS)(0) - terms[q].excess;
  }
  NAME(accumulate)(queries, rows->panels + row * rows->quads * 4, next, rows->quads, sums);
  UNROLLED for (int q = 0; q < QUERIES; ++q) {
    UNROLLED for (int v = 0; v < VECTORS; ++v) {
      float *target = bounds + (size_t)q * stride + v * LANES;
      NAME(write_bounds)(rows, row + (size_t)v * LANES, &terms[q], &sums[q][v], target);
    }
  }
}

static void NAME(distance_bounds)(
    const assay_bounded_rows *rows, const assay_bounded_queries *queries, size_t first_tile, size_t tiles,
    size_t stride, float *bounds) {
  const size_t tile_rows = PANELS * ASSAY_PANEL_ROWS;
  const size_t first = first_tile * ASSAY_TILE_ROWS;
  const size_t end = first + tiles * ASSAY_TILE_ROWS;
  for (size_t row = first; row < end; row += tile_rows) {
    const uint8_t *own = rows->panels + row * rows->quads * 4;
    const uint8_t *next = row + tile_rows < end ? own + tile_rows * rows->quads * 4 : own;
    for (size_t group = 0; group < queries->groups; ++group) {
      NAME(register_tile)
      (rows, row, group == 0 ? next : own, queries->bytes + group * rows->quads * QUERIES * 4,
       queries->terms + group * QUERIES, stride, bounds + group * QUERIES * stride + row - first);
    }
  }
}

#undef VECTORS
#undef PANEL_VECTORS
#undef VECTOR
#undef INTEGERS
#undef ALWAYS_INLINE
#undef UNROLLED

// What the file that includes this one defined for it, so that it can define the next version's.
#undef NAME
#undef LANES
#undef QUERIES
#undef PANELS
#undef QUADS
#undef ADD_PRODUCTS
