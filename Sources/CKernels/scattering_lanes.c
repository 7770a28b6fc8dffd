#include "scattering_lanes.h"

typedef float lanes __attribute__((ext_vector_type(ASSAY_LANES), aligned(4)));
#define LANES(pointer) (*(const lanes *)(pointer))
#define INTO(pointer) (*(lanes *)(pointer))

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_lanes_add_filtered(const float *spectrum, const float *filter, long count, float *sum) {
  for (long i = 0; i < count; i++) {
    const float weight = filter[i];
    INTO(sum + 16 * i) += LANES(spectrum + 16 * i) * weight;
    INTO(sum + 16 * i + 8) += LANES(spectrum + 16 * i + 8) * weight;
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_lanes_add_filtered_by_each(const float *spectrum, const float *filters, long count, float *sum) {
  for (long i = 0; i < count; i++) {
    const lanes weights = LANES(filters + 8 * i);
    INTO(sum + 16 * i) += weights * spectrum[16 * i];
    INTO(sum + 16 * i + 8) += weights * spectrum[16 * i + 8];
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_lanes_modulus(const float *points, long count, float *moduli) {
  for (long i = 0; i < count; i++) {
    const lanes re = LANES(points + 16 * i), im = LANES(points + 16 * i + 8);
    INTO(moduli + 8 * i) = __builtin_elementwise_sqrt(re * re + im * im);
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_lanes_join(const float *first, const float *second, long count, float *points) {
  for (long i = 0; i < count; i++) {
    INTO(points + 16 * i) = LANES(first + 8 * i);
    INTO(points + 16 * i + 8) = LANES(second + 8 * i);
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_lanes_split(const float *points, long length, long stride, float *pairs) {
  for (long k = 0; k <= length / 2; k++) {
    const float *here = points + 16 * k, *opposite = points + 16 * ((length - k) % length);
    float *pair = pairs + 16 * stride * k;
    INTO(pair) = (LANES(here) + LANES(opposite)) * 0.5f;
    INTO(pair + 8) = (LANES(here + 8) - LANES(opposite + 8)) * 0.5f;
    INTO(pair + 16) = (LANES(here + 8) + LANES(opposite + 8)) * 0.5f;
    INTO(pair + 24) = (LANES(opposite) - LANES(here)) * 0.5f;
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_lanes_mirror(const float *points, long count, float *mirrored) {
  for (long k = 0; k < count; k++) {
    float *opposite = mirrored + 16 * ((count - k) % count);
    INTO(opposite) = LANES(points + 16 * k);
    INTO(opposite + 8) = -LANES(points + 16 * k + 8);
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
void assay_lanes_smooth(const float *values, const float *weights, long taps, long step, long count, float *sums,
                        long stride) {
  long i = 0;
  for (; i + 4 <= count; i += 4) {  // four sums at a time, so that none waits for its own last addition
    const float *first = values + 8 * step * i, *second = first + 8 * step;
    const float *third = second + 8 * step, *fourth = third + 8 * step;
    lanes sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0;
    for (long t = 0; t < taps; t++) {
      sum1 += LANES(first + 8 * t) * weights[t];
      sum2 += LANES(second + 8 * t) * weights[t];
      sum3 += LANES(third + 8 * t) * weights[t];
      sum4 += LANES(fourth + 8 * t) * weights[t];
    }
    INTO(sums + 8 * stride * i) = sum1;
    INTO(sums + 8 * stride * (i + 1)) = sum2;
    INTO(sums + 8 * stride * (i + 2)) = sum3;
    INTO(sums + 8 * stride * (i + 3)) = sum4;
  }
  for (; i < count; i++) {
    lanes sum = 0;
    for (long t = 0; t < taps; t++) sum += LANES(values + 8 * (step * i + t)) * weights[t];
    INTO(sums + 8 * stride * i) = sum;
  }
}
