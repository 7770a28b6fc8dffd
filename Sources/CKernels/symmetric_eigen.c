#include "symmetric_eigen.h"

#include "float_lanes.h"

#pragma STDC FP_CONTRACT OFF

// Converges quadratically: four sweeps reach float precision, one more is cheap.
enum { SWEEPS = 5 };

typedef struct {
  assay_lanes diagonal[3];
  assay_lanes upper[3];  // upper[i] is the element that couples the two axes other than i
  assay_lanes axes[3][3];
  assay_lanes trace;
} eigen_state;

// Zeroes the element that couples axes p and q, which is upper[r] (Golub & Van Loan, section 8.5).
ASSAY_INLINE void rotate(eigen_state *state, int p, int q, int r) {
  assay_lanes one = LANES_SPLAT(1);
  assay_lanes coupling = state->upper[r];
  assay_lanes ratio = (state->diagonal[q] - state->diagonal[p]) / (coupling + coupling);
  assay_lanes size = LANES_ABS(ratio);
  assay_lanes tangent = one / (size + LANES_SQRT(ratio * ratio + one));
  tangent = LANES_SELECT(ratio < 0, -tangent, tangent);
  tangent = LANES_KEEP(coupling != 0, tangent);
  assay_lanes cosine = one / LANES_SQRT(tangent * tangent + one);
  assay_lanes sine = tangent * cosine;
  state->diagonal[p] -= tangent * coupling;
  state->diagonal[q] += tangent * coupling;
  state->upper[r] = LANES_SPLAT(0);
  assay_lanes with_p = state->upper[q];  // couples p and r
  assay_lanes with_q = state->upper[p];  // couples q and r
  state->upper[q] = cosine * with_p - sine * with_q;
  state->upper[p] = sine * with_p + cosine * with_q;
  for (int i = 0; i < 3; i++) {
    assay_lanes a = state->axes[p][i], b = state->axes[q][i];
    state->axes[p][i] = cosine * a - sine * b;
    state->axes[q][i] = sine * a + cosine * b;
  }
}

// Puts the smaller of two eigenvalues, and its axis, first.
ASSAY_INLINE void order(eigen_state *state, int first, int second) {
  assay_lanes a = state->diagonal[first], b = state->diagonal[second];
  assay_lane_mask swap = b < a;
  state->diagonal[first] = LANES_SELECT(swap, b, a);
  state->diagonal[second] = LANES_SELECT(swap, a, b);
  for (int i = 0; i < 3; i++) {
    assay_lanes u = state->axes[first][i], v = state->axes[second][i];
    state->axes[first][i] = LANES_SELECT(swap, v, u);
    state->axes[second][i] = LANES_SELECT(swap, u, v);
  }
}

// The matrices divided by their traces, so that neither tiny nor large units underflow.
ASSAY_INLINE void load_scaled(const float *matrices, size_t stride, eigen_state *state) {
  assay_lanes element[6];
  for (int i = 0; i < 6; i++) element[i] = LANES_LOAD(matrices + (size_t)i * stride);
  assay_lanes trace = element[0] + element[3] + element[5];
  assay_lane_mask usable = trace > 0;
  assay_lanes scale = LANES_KEEP(usable, LANES_SPLAT(1) / trace);
  state->diagonal[0] = element[0] * scale;
  state->diagonal[1] = element[3] * scale;
  state->diagonal[2] = element[5] * scale;
  state->upper[0] = element[4] * scale;
  state->upper[1] = element[2] * scale;
  state->upper[2] = element[1] * scale;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) state->axes[i][j] = LANES_SPLAT(i == j ? 1 : 0);
  state->trace = LANES_KEEP(usable, trace);
}

ASSAY_INLINE void solve_lanes(const float *matrices, size_t stride, float *values, float *vectors) {
  eigen_state state;
  load_scaled(matrices, stride, &state);
#pragma clang loop unroll(full)
  for (int sweep = 0; sweep < SWEEPS; sweep++) {
    rotate(&state, 0, 1, 2);
    rotate(&state, 0, 2, 1);
    rotate(&state, 1, 2, 0);
  }
  order(&state, 0, 1);
  order(&state, 1, 2);
  order(&state, 0, 1);
  for (int i = 0; i < 3; i++) {
    LANES_STORE(values + (size_t)i * stride, state.diagonal[i] * state.trace);
    LANES_STORE(vectors + (size_t)i * stride, state.axes[0][i]);
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_symmetric_eigen(const float *matrices, size_t stride, size_t count, float *values, float *vectors) {
  size_t start = 0;
  for (; start + ASSAY_LANES <= count; start += ASSAY_LANES)
    solve_lanes(matrices + start, stride, values + start, vectors + start);
  if (start == count) return;
  float rest[6 * ASSAY_LANES] = {0}, rest_values[3 * ASSAY_LANES], rest_vectors[3 * ASSAY_LANES];
  size_t left = count - start;
  for (int i = 0; i < 6; i++)
    memcpy(rest + i * ASSAY_LANES, matrices + (size_t)i * stride + start, left * sizeof(float));
  solve_lanes(rest, ASSAY_LANES, rest_values, rest_vectors);
  for (int i = 0; i < 3; i++) {
    memcpy(values + (size_t)i * stride + start, rest_values + i * ASSAY_LANES, left * sizeof(float));
    memcpy(vectors + (size_t)i * stride + start, rest_vectors + i * ASSAY_LANES, left * sizeof(float));
  }
}
