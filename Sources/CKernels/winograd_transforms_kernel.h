// Winograd's transforms, of LANES channels at once.

/// One line of the input transform, B^T d, for outputs of 2 or 4 pixels (Lavin & Gray 2015, 4.1 and 4.2).
///
/// The paper's fractions in G are taken into B: inputs are transformed once for all outputs, weights again and again.
ALWAYS_INLINE void NAME(transform_line)(const int side, const VECTOR *d, VECTOR *t) {
  if (side == 2) {
    t[0] = d[0] - d[2];
    t[1] = 0.5f * (d[1] + d[2]);
    t[2] = 0.5f * (d[2] - d[1]);
    t[3] = d[3] - d[1];
  } else {
    const VECTOR even = 2.0f / 3 * d[2] - 1.0f / 6 * d[4], odd = 2.0f / 3 * d[1] - 1.0f / 6 * d[3];
    const VECTOR outer = 1.0f / 24 * (d[4] - d[2]), inner = 1.0f / 12 * (d[3] - d[1]);
    t[0] = d[0] - 1.25f * d[2] + 0.25f * d[4];
    t[1] = even + odd;
    t[2] = even - odd;
    t[3] = outer + inner;
    t[4] = outer - inner;
    t[5] = 4.0f * d[1] - 5.0f * d[3] + d[5];
  }
}

/// One line of the output transform, A^T m.
ALWAYS_INLINE void NAME(restore_line)(const int side, const VECTOR *m, VECTOR *y) {
  const VECTOR sum = m[1] + m[2], difference = m[1] - m[2];
  if (side == 2) {
    y[0] = m[0] + sum;
    y[1] = difference + m[3];
  } else {
    const VECTOR far_sum = m[3] + m[4], far_difference = m[3] - m[4];
    y[0] = m[0] + sum + far_sum;
    y[1] = difference + 2.0f * far_difference;
    y[2] = sum + 4.0f * far_sum;
    y[3] = difference + 8.0f * far_difference + m[5];
  }
}

/// Transforms LANES channels of one tile.
ALWAYS_INLINE void NAME(transform_tile)(
    const int side, const float *input, size_t row_stride, size_t pixel_stride, float *transformed,
    size_t matrix_stride) {
  const int reach = side + 2;
  VECTOR lines[6][6];  // [column][row], so that both passes read contiguous lines
  UNROLLED for (int column = 0; column < reach; ++column) {
    VECTOR pixels[6];
    UNROLLED for (int row = 0; row < reach; ++row) {
      pixels[row] = *(const VECTOR *)(input + (size_t)row * row_stride + (size_t)column * pixel_stride);
    }
    VECTOR line[6];
    NAME(transform_line)(side, pixels, line);
    UNROLLED for (int row = 0; row < reach; ++row) lines[row][column] = line[row];
  }
  UNROLLED for (int row = 0; row < reach; ++row) {
    VECTOR line[6];
    NAME(transform_line)(side, lines[row], line);
    UNROLLED for (int column = 0; column < reach; ++column) {
      *(VECTOR *)(transformed + (size_t)(row * reach + column) * matrix_stride) = line[column];
    }
  }
}

/// Two entries of a line of the weight transform, G w without its fractions: the first and the last, the second
/// and the third, or the fourth and the fifth.
ALWAYS_INLINE void NAME(window_pair)(
    const int pair, VECTOR first, VECTOR second, VECTOR third, VECTOR *one, VECTOR *other) {
  if (pair == 0) {
    *one = first;
    *other = third;
  } else if (pair == 1) {
    const VECTOR outer = first + third;
    *one = outer + second;
    *other = outer - second;
  } else {
    const VECTOR outer = first + 4.0f * third;
    *one = outer + 2.0f * second;
    *other = outer - 2.0f * second;
  }
}

/// The rows or columns of a pair.
ALWAYS_INLINE int NAME(pair_first)(const int pair) { return pair == 0 ? 0 : 2 * pair - 1; }
ALWAYS_INLINE int NAME(pair_second)(const int side, const int pair) {
  return pair == 0 ? side + 1 : 2 * pair;
}

/// Floats from one matrix of transformed weights to the next; one cache line more than a matrix has, since powers
/// of two would put all matrices in the same cache sets.
ALWAYS_INLINE size_t NAME(matrix_floats)(size_t channels) {
  return (channels + 1) * ASSAY_PANEL_CHANNELS;
}

/// Transforms the windows of a block of input channels, `[channel][9][16]`, to a pair of rows of matrices,
/// `[side + 2][channel][16]` each.
ALWAYS_INLINE void NAME(transform_windows)(
    const int side, const int pair, const float *windows, size_t channels, float *first_row, float *second_row) {
  const size_t matrix = NAME(matrix_floats)(channels);
  for (size_t channel = 0; channel < channels; ++channel) {
    UNROLLED for (int lane = 0; lane < ASSAY_PANEL_CHANNELS; lane += LANES) {
      VECTOR rows[2][3];
      UNROLLED for (int column = 0; column < 3; ++column) {
        const float *weights = windows + column * ASSAY_PANEL_CHANNELS + lane;
        NAME(window_pair)
        (pair, *(const VECTOR *)weights, *(const VECTOR *)(weights + 3 * ASSAY_PANEL_CHANNELS),
         *(const VECTOR *)(weights + 6 * ASSAY_PANEL_CHANNELS), &rows[0][column], &rows[1][column]);
      }
      UNROLLED for (int row = 0; row < 2; ++row) {
        float *target = (row == 0 ? first_row : second_row) + lane;
        UNROLLED for (int columns = 0; columns < side / 2 + 1; ++columns) {
          NAME(window_pair)
          (columns, rows[row][0], rows[row][1], rows[row][2],
           (VECTOR *)(target + (size_t)NAME(pair_first)(columns) * matrix),
           (VECTOR *)(target + (size_t)NAME(pair_second)(side, columns) * matrix));
        }
      }
    }
    windows += 9 * ASSAY_PANEL_CHANNELS;
    first_row += ASSAY_PANEL_CHANNELS;
    second_row += ASSAY_PANEL_CHANNELS;
  }
}

/// Transforms the products of one tile, LANES channels, to output pixels; tiles are clipped at the edge.
ALWAYS_INLINE void NAME(restore_tile)(
    const int side, const assay_winograd *w, size_t tile, size_t channel, const float *products,
    size_t matrix_stride) {
  const int reach = side + 2;
  const size_t row = tile / w->tile_columns * (size_t)side;
  const size_t column = tile % w->tile_columns * (size_t)side;
  VECTOR lines[4][6];
  UNROLLED for (int j = 0; j < reach; ++j) {
    VECTOR line[6], restored[4];
    UNROLLED for (int i = 0; i < reach; ++i) {
      line[i] = *(const VECTOR *)(products + (size_t)(i * reach + j) * matrix_stride);
    }
    NAME(restore_line)(side, line, restored);
    UNROLLED for (int i = 0; i < side; ++i) lines[i][j] = restored[i];
  }
  const VECTOR bias = *(const VECTOR *)(w->bias + channel);
  const VECTOR floor = (VECTOR)(w->rectified ? 0.0f : -__builtin_inff());
  UNROLLED for (int i = 0; i < side; ++i) {
    if (row + (size_t)i >= w->height) break;
    VECTOR restored[4];
    NAME(restore_line)(side, lines[i], restored);
    float *output = w->output + (row + (size_t)i) * w->output_row + column * w->output_pixel + channel;
    const float *residual = w->residual ? w->residual + (row + (size_t)i) * w->residual_row +
                                              column * w->residual_pixel + channel
                                        : 0;
    UNROLLED for (int j = 0; j < side; ++j) {
      if (column + (size_t)j >= w->width) break;
      VECTOR value = restored[j] + bias;
      if (residual) value += *(const VECTOR *)(residual + (size_t)j * w->residual_pixel);
      *(VECTOR *)(output + (size_t)j * w->output_pixel) = value > floor ? value : floor;
    }
  }
}
