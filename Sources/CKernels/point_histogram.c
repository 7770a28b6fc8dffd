#include "point_histogram.h"

#include "float_lanes.h"

#pragma STDC FP_CONTRACT OFF

enum { BINS = 11, SLOTS = 16, UNUSED = SLOTS - 1, MIDDLE = BINS / 2 };

typedef struct {
  assay_lanes x, y, z, has_normal, nx, ny, nz, unused;
} oriented_lanes;

typedef struct {
  assay_lane_mask angle, across, along;
} pair_bins;

#define INTERLEAVE_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define INTERLEAVE_HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define PAIRS_LOW(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define PAIRS_HIGH(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define HALVES_LOW(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define HALVES_HIGH(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)

// Eight points, transposed so that each lane holds one of them.
ASSAY_INLINE void load_points(const float *oriented, const int32_t *numbers, oriented_lanes *points) {
  assay_lanes row[8], pair[8], quad[8];
  for (int i = 0; i < 8; i++) row[i] = LANES_LOAD(oriented + (size_t)numbers[i] * 8);
  for (int i = 0; i < 8; i += 2) {
    pair[i] = INTERLEAVE_LOW(row[i], row[i + 1]);
    pair[i + 1] = INTERLEAVE_HIGH(row[i], row[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    quad[i] = PAIRS_LOW(pair[i], pair[i + 2]);
    quad[i + 1] = PAIRS_HIGH(pair[i], pair[i + 2]);
    quad[i + 2] = PAIRS_LOW(pair[i + 1], pair[i + 3]);
    quad[i + 3] = PAIRS_HIGH(pair[i + 1], pair[i + 3]);
  }
  points->x = HALVES_LOW(quad[0], quad[4]);
  points->y = HALVES_LOW(quad[1], quad[5]);
  points->z = HALVES_LOW(quad[2], quad[6]);
  points->has_normal = HALVES_LOW(quad[3], quad[7]);
  points->nx = HALVES_HIGH(quad[0], quad[4]);
  points->ny = HALVES_HIGH(quad[1], quad[5]);
  points->nz = HALVES_HIGH(quad[2], quad[6]);
}

// The bin of a cosine in -1...1.
ASSAY_INLINE void bin_of_cosine(const assay_lanes *cosine, assay_lane_mask *bin) {
  assay_lanes place = *cosine * 5.5f + 5.5f;
  place = LANES_SELECT(place > 0, place, LANES_SPLAT(0));
  place = LANES_SELECT(place < BINS, place, LANES_SPLAT(BINS - 1));
  *bin = __builtin_convertvector(place, assay_lane_mask);
}

// The bin of the angle of (x, y), by the bin edges that lie between it and the x axis: the sign of the
// cross product with an edge's direction tells on which side of the edge the angle is.
ASSAY_INLINE void bin_of_angle(const assay_lanes *y, const assay_lanes *x, assay_lane_mask *bin) {
  static const float cosine[] = {0.95949297f, 0.65486073f, 0.14231484f, -0.41541501f, -0.84125353f};
  static const float sine[] = {0.28173256f, 0.75574957f, 0.98982144f, 0.90963200f, 0.54064082f};
  assay_lanes height = LANES_ABS(*y);
  assay_lane_mask passed = {0};
  for (int edge = 0; edge < MIDDLE; edge++)
    passed -= height * cosine[edge] - *x * sine[edge] >= 0;  // a mask that is set is -1
  assay_lane_mask below = *y < 0;
  *bin = MIDDLE + ((passed ^ below) - below);
}

// The three pair features of Rusu (2009), section III, of one point with eight others. The source of a pair
// is the point whose normal makes the smaller angle with the line between them. No feature is computed
// where its bin can be found without it.
ASSAY_INLINE void pair_features(const float *center, const oriented_lanes *other, pair_bins *bins) {
  assay_lanes dx = other->x - center[0], dy = other->y - center[1], dz = other->z - center[2];
  assay_lanes cx = LANES_SPLAT(center[4]), cy = LANES_SPLAT(center[5]), cz = LANES_SPLAT(center[6]);
  assay_lanes here = cx * dx + cy * dy + cz * dz;
  assay_lanes there = other->nx * dx + other->ny * dy + other->nz * dz;
  assay_lanes cosine = cx * other->nx + cy * other->ny + cz * other->nz;
  assay_lane_mask swap = LANES_ABS(here) < LANES_ABS(there);
  assay_lanes sx = LANES_SELECT(swap, other->nx, cx), tx = LANES_SELECT(swap, cx, other->nx);
  assay_lanes sy = LANES_SELECT(swap, other->ny, cy), ty = LANES_SELECT(swap, cy, other->ny);
  assay_lanes sz = LANES_SELECT(swap, other->nz, cz), tz = LANES_SELECT(swap, cz, other->nz);
  assay_lanes source = LANES_SELECT(swap, -there, here), target = LANES_SELECT(swap, -here, there);
  assay_lanes vx = dy * sz - dz * sy, vy = dz * sx - dx * sz, vz = dx * sy - dy * sx;
  assay_lanes triple = vx * tx + vy * ty + vz * tz;
  triple = LANES_SELECT(swap, -triple, triple);
  assay_lanes squared_length = dx * dx + dy * dy + dz * dz;
  assay_lanes squared_lever = vx * vx + vy * vy + vz * vz;
  assay_lane_mask regular = squared_lever > 0;
  assay_lanes lever = LANES_SQRT(squared_lever);
  assay_lanes across = LANES_KEEP(regular, triple / lever);
  assay_lanes along = LANES_KEEP(regular, source / LANES_SQRT(squared_length));
  assay_lanes rise = LANES_KEEP(regular, target - source * cosine), run = cosine * lever;
  run = LANES_SELECT(regular, run, LANES_SPLAT(1));
  bin_of_angle(&rise, &run, &bins->angle);
  bin_of_cosine(&across, &bins->across);
  bin_of_cosine(&along, &bins->along);
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_pair_histogram(const float *oriented, int32_t center, const int32_t *neighbors, size_t count,
                          float *histogram) {
  // Two sets of counters: equal bins in a row would wait for each other.
  int32_t counters[2][3][SLOTS] = {0};
  int32_t used = 0;
  for (size_t start = 0; start < count; start += ASSAY_LANES) {
    int32_t numbers[ASSAY_LANES];
    for (size_t i = 0; i < ASSAY_LANES; i++)
      numbers[i] = start + i < count ? neighbors[start + i] : center;
    oriented_lanes points;
    load_points(oriented, numbers, &points);
    pair_bins bins;
    pair_features(oriented + (size_t)center * 8, &points, &bins);
    assay_lane_mask number;
    memcpy(&number, numbers, sizeof number);
    assay_lane_mask counts = (points.has_normal > 0) & (number != center);
    assay_lane_mask angle = (bins.angle & counts) | (UNUSED & ~counts);
    assay_lane_mask across = (bins.across & counts) | (UNUSED & ~counts);
    assay_lane_mask along = (bins.along & counts) | (UNUSED & ~counts);
    for (int i = 0; i < ASSAY_LANES; i++) {
      counters[i & 1][0][angle[i]]++;
      counters[i & 1][1][across[i]]++;
      counters[i & 1][2][along[i]]++;
    }
  }
  for (int bin = 0; bin < BINS; bin++) used += counters[0][0][bin] + counters[1][0][bin];
  float step = used > 0 ? 100.0f / (float)used : 0;
  memset(histogram, 0, ASSAY_HISTOGRAM_STRIDE * sizeof(float));
  for (int feature = 0; feature < 3; feature++)
    for (int bin = 0; bin < BINS; bin++)
      histogram[feature * BINS + bin] =
          (float)(counters[0][feature][bin] + counters[1][feature][bin]) * step;
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_weighted_histogram(const float *histograms, const int32_t *rows, int32_t center,
                              const int32_t *neighbors, const float *squared_distances, size_t count,
                              float *result) {
  assay_lanes sums[ASSAY_HISTOGRAM_STRIDE / ASSAY_LANES] = {0};
  for (size_t i = 0; i < count; i++) {
    int32_t row = rows[neighbors[i]];
    if (row < 0 || neighbors[i] == center || squared_distances[i] == 0) continue;
    float weight = 1 / squared_distances[i];
    const float *histogram = histograms + (size_t)row * ASSAY_HISTOGRAM_STRIDE;
    for (int part = 0; part < ASSAY_HISTOGRAM_STRIDE / ASSAY_LANES; part++)
      sums[part] += LANES_LOAD(histogram + part * ASSAY_LANES) * weight;
  }
  float sum[ASSAY_HISTOGRAM_STRIDE];
  memcpy(sum, sums, sizeof sum);
  const float *own = histograms + (size_t)rows[center] * ASSAY_HISTOGRAM_STRIDE;
  for (int feature = 0; feature < 3; feature++) {
    float total = 0;
    for (int bin = 0; bin < BINS; bin++) total += sum[feature * BINS + bin];
    float scale = total > 0 ? 100 / total : 0;
    for (int bin = 0; bin < BINS; bin++)
      result[feature * BINS + bin] = sum[feature * BINS + bin] * scale + own[feature * BINS + bin];
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_list_covariance(const float *points, int32_t center, const int32_t *neighbors, size_t count,
                           float *mean, float *covariance, size_t stride) {
  const float *origin = points + (size_t)center * 3;
  float sum[3] = {0}, product[6] = {0};
  for (size_t i = 0; i < count; i++) {
    const float *point = points + (size_t)neighbors[i] * 3;
    float x = point[0] - origin[0], y = point[1] - origin[1], z = point[2] - origin[2];
    sum[0] += x, sum[1] += y, sum[2] += z;
    product[0] += x * x, product[1] += x * y, product[2] += x * z;
    product[3] += y * y, product[4] += y * z, product[5] += z * z;
  }
  static const int first[6] = {0, 0, 0, 1, 1, 2}, second[6] = {0, 1, 2, 1, 2, 2};
  float inverse = count > 0 ? 1 / (float)count : 0;
  for (int i = 0; i < 3; i++) mean[i * stride] = sum[i] * inverse;
  for (int i = 0; i < 6; i++)
    covariance[i * stride] =
        product[i] * inverse - (sum[first[i]] * inverse) * (sum[second[i]] * inverse);
}
