#include "convolution.h"

#include "convolution_tiles.h"

#define NAME(x) x##_portable
#define LANES 4
#define PIXELS 2
#define PANELS 1
#include "convolution_kernel.h"
#undef NAME
#undef LANES
#undef PIXELS
#undef PANELS

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2
#define LANES 8
#define PIXELS 6
#define PANELS 1
#include "convolution_kernel.h"
#undef NAME
#undef LANES
#undef PIXELS
#undef PANELS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(ASSAY_AVX512_FEATURES))), apply_to = function)
#define NAME(x) x##_avx512
#define LANES 16
#define PIXELS 14
#define PANELS 2
#include "convolution_kernel.h"
#undef NAME
#undef LANES
#undef PIXELS
#undef PANELS
#pragma clang attribute pop

#endif

void assay_convolve(
    assay_instruction_set set, const assay_convolution *convolution, size_t first_pixel, size_t end_pixel,
    size_t first_panel, size_t end_panel) {
  switch (assay_usable_instruction_set(set)) {
#if defined(__x86_64__)
    case ASSAY_AVX512:
      convolve_avx512(convolution, first_pixel, end_pixel, first_panel, end_panel);
      return;
    case ASSAY_AVX2:
      convolve_avx2(convolution, first_pixel, end_pixel, first_panel, end_panel);
      return;
#endif
    default: convolve_portable(convolution, first_pixel, end_pixel, first_panel, end_panel);
  }
}
