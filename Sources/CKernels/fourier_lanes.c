#include "fourier_lanes.h"

typedef float lanes __attribute__((ext_vector_type(ASSAY_LANES), aligned(4)));
#define INLINE static inline __attribute__((always_inline))

typedef struct {
  lanes re, im;
} point;

/// Where one pass reads and writes: real and imaginary parts through pointers of their own, so that swapping
/// the two turns a forward transform into an inverse one.
typedef struct {
  const float *in_re, *in_im;
  float *out_re, *out_im;
  long points;  // n: the length that is still to be transformed
  long step;    // points from one input of a butterfly's group to the next
  long count;   // s: transforms of that length that are interleaved
  const float *twiddles;
} pass;

INLINE point load(const pass *p, long index) {
  return (point){*(const lanes *)(p->in_re + index * 16), *(const lanes *)(p->in_im + index * 16)};
}

INLINE void store(const pass *p, long index, point value) {
  *(lanes *)(p->out_re + index * 16) = value.re;
  *(lanes *)(p->out_im + index * 16) = value.im;
}

INLINE point add(point a, point b) { return (point){a.re + b.re, a.im + b.im}; }
INLINE point subtract(point a, point b) { return (point){a.re - b.re, a.im - b.im}; }
INLINE point scaled(point a, float factor) { return (point){a.re * factor, a.im * factor}; }
INLINE point times_minus_i(point a) { return (point){a.im, -a.re}; }

INLINE point rotated(point a, const float *twiddle) {
  float c = twiddle[0], s = twiddle[1];
  return (point){a.re * c - a.im * s, a.re * s + a.im * c};
}

/// Loads input `k` of the butterfly of group `g`, transform `q`.
#define INPUT(k) load(p, q + p->step * (g + groups * (k)))
/// Stores output `j` of it, rotated by its twiddle factor.
#define OUTPUT(j, value) store(p, q + p->count * (radix * g + (j)), (j) ? rotated(value, w + 2 * ((j)-1)) : (value))
#define FOR_EACH_BUTTERFLY(RADIX)                  \
  const long radix = RADIX;                        \
  const long groups = p->points / radix;           \
  const float *w = p->twiddles;                    \
  for (long g = 0; g < groups; g++, w += 2 * (radix - 1)) \
    for (long q = 0; q < p->count; q++)

INLINE void pass_of_2(const pass *p) {
  FOR_EACH_BUTTERFLY(2) {
    point a = INPUT(0), b = INPUT(1);
    OUTPUT(0, add(a, b));
    OUTPUT(1, subtract(a, b));
  }
}

INLINE void pass_of_3(const pass *p) {
  const float sine = 0.866025403784438647f;  // sin(2 pi / 3)
  FOR_EACH_BUTTERFLY(3) {
    point a = INPUT(0), b = INPUT(1), c = INPUT(2);
    point sum = add(b, c);
    point middle = subtract(a, scaled(sum, 0.5f));
    point turned = scaled(times_minus_i(subtract(b, c)), sine);
    OUTPUT(0, add(a, sum));
    OUTPUT(1, add(middle, turned));
    OUTPUT(2, subtract(middle, turned));
  }
}

INLINE void pass_of_4(const pass *p) {
  FOR_EACH_BUTTERFLY(4) {
    point a = INPUT(0), b = INPUT(1), c = INPUT(2), d = INPUT(3);
    point even = add(a, c), odd = add(b, d);
    point even_difference = subtract(a, c), odd_turned = times_minus_i(subtract(b, d));
    OUTPUT(0, add(even, odd));
    OUTPUT(1, add(even_difference, odd_turned));
    OUTPUT(2, subtract(even, odd));
    OUTPUT(3, subtract(even_difference, odd_turned));
  }
}

INLINE void pass_of_5(const pass *p) {
  const float cosine1 = 0.309016994374947424f, cosine2 = -0.809016994374947424f;  // of 2 pi / 5, 4 pi / 5
  const float sine1 = 0.951056516295153572f, sine2 = 0.587785252292473129f;
  FOR_EACH_BUTTERFLY(5) {
    point a = INPUT(0), b = INPUT(1), c = INPUT(2), d = INPUT(3), e = INPUT(4);
    point outer = add(b, e), inner = add(c, d);
    point outer_turned = times_minus_i(subtract(b, e)), inner_turned = times_minus_i(subtract(c, d));
    point middle1 = add(a, add(scaled(outer, cosine1), scaled(inner, cosine2)));
    point middle2 = add(a, add(scaled(outer, cosine2), scaled(inner, cosine1)));
    point turned1 = add(scaled(outer_turned, sine1), scaled(inner_turned, sine2));
    point turned2 = subtract(scaled(outer_turned, sine2), scaled(inner_turned, sine1));
    OUTPUT(0, add(a, add(outer, inner)));
    OUTPUT(1, add(middle1, turned1));
    OUTPUT(2, add(middle2, turned2));
    OUTPUT(3, subtract(middle2, turned2));
    OUTPUT(4, subtract(middle1, turned1));
  }
}

/// A factor without a butterfly of its own: every output as a sum over all inputs.
INLINE void pass_of_any(const pass *p, int factor, const float *roots) {
  FOR_EACH_BUTTERFLY(factor) {
    for (long j = 0; j < radix; j++) {
      point sum = INPUT(0);
      for (long k = 1; k < radix; k++) sum = add(sum, rotated(INPUT(k), roots + 2 * (j * k % radix)));
      OUTPUT(j, sum);
    }
  }
}

INLINE void run(const pass *p, int radix, const float *roots) {
  switch (radix) {
    case 2: pass_of_2(p); break;
    case 3: pass_of_3(p); break;
    case 4: pass_of_4(p); break;
    case 5: pass_of_5(p); break;
    default: pass_of_any(p, radix, roots);
  }
}

ASSAY_FOR_EACH_INSTRUCTION_SET
float *assay_fourier_lanes(const assay_fourier_plan *plan, const float *input, long stride, float *first,
                           float *second, int is_inverse) {
  const long re = is_inverse ? ASSAY_LANES : 0, im = ASSAY_LANES - re;
  const float *twiddles = plan->twiddles, *roots = plan->roots;
  float *output = first;
  long points = plan->length, count = 1;
  for (long stage = 0; stage < plan->stage_count; stage++) {
    const int radix = plan->radices[stage];
    const pass p = {input + re, input + im, output + re, output + im,
                    points, stage ? count : stride, count, twiddles};
    run(&p, radix, roots);
    twiddles += 2 * (radix - 1) * (points / radix);
    roots += 2 * radix;
    points /= radix;
    count *= radix;
    input = output;
    output = output == first ? second : first;
  }
  return (float *)input;
}
