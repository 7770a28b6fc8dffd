#include "winograd.h"

#include "fetch_ahead.h"

#define NAME(x) x##_portable
#define LANES 4
#define PIXELS 2
#define PANELS 1
#define WINOGRAD_CHANNELS 256
#include "winograd_kernel.h"
#undef NAME
#undef LANES
#undef PIXELS
#undef PANELS
#undef WINOGRAD_CHANNELS

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2
#define LANES 8
#define PIXELS 6
#define PANELS 1
#define WINOGRAD_CHANNELS 256
#include "winograd_kernel.h"
#undef NAME
#undef LANES
#undef PIXELS
#undef PANELS
#undef WINOGRAD_CHANNELS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(ASSAY_AVX512_FEATURES))), apply_to = function)
#define NAME(x) x##_avx512
#define LANES 16
#define PIXELS 14
#define PANELS 2
#define WINOGRAD_CHANNELS 128
#include "winograd_kernel.h"
#undef NAME
#undef LANES
#undef PIXELS
#undef PANELS
#undef WINOGRAD_CHANNELS
#pragma clang attribute pop

#endif

/// The functions of one instruction set.
typedef struct {
  void (*transform)(const assay_winograd *, size_t, size_t);
  void (*multiply)(const assay_winograd *, size_t, size_t, size_t, size_t);
  void (*keep)(const assay_winograd *, size_t, size_t);
  void (*convolve)(const assay_winograd *, size_t, size_t);
} winograd_functions;

#define FUNCTIONS(set)                                                                     \
  (winograd_functions) {                                                                   \
    winograd_transform_##set, winograd_multiply_##set, winograd_keep_##set, winograd_convolve_##set \
  }

static winograd_functions functions(assay_instruction_set set) {
  switch (assay_usable_instruction_set(set)) {
#if defined(__x86_64__)
    case ASSAY_AVX512: return FUNCTIONS(avx512);
    case ASSAY_AVX2: return FUNCTIONS(avx2);
#endif
    default: return FUNCTIONS(portable);
  }
}

void assay_winograd_transform(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_row, size_t end_row) {
  functions(set).transform(convolution, first_row, end_row);
}

void assay_winograd_multiply(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_tile, size_t end_tile,
    size_t first_panel, size_t end_panel) {
  functions(set).multiply(convolution, first_tile, end_tile, first_panel, end_panel);
}

void assay_winograd_keep(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_panel, size_t end_panel) {
  functions(set).keep(convolution, first_panel, end_panel);
}

void assay_winograd_convolve(
    assay_instruction_set set, const assay_winograd *convolution, size_t first_tile, size_t end_tile) {
  functions(set).convolve(convolution, first_tile, end_tile);
}
