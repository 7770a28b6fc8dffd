#include "png_decode.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "png_failure.h"

/// How far libpng has read.
typedef struct {
  assay_png_source source;
  size_t range;   // the range being read
  size_t offset;  // bytes of it already handed out
} reader;

static void read_bytes(png_structp png, png_bytep out, size_t count) {
  reader *from = png_get_io_ptr(png);
  while (count > 0) {
    if (from->range == from->source.range_count) png_error(png, "the file ends too early");
    assay_byte_range range = from->source.ranges[from->range];
    size_t rest = range.count - from->offset;
    size_t step = count < rest ? count : rest;
    memcpy(out, from->source.bytes + range.start + from->offset, step);
    out += step;
    count -= step;
    from->offset += step;
    if (from->offset == range.count) {
      from->range += 1;
      from->offset = 0;
    }
  }
}

/// The second line behind the limits that the caller has checked.
static void set_limits(png_structp png) {
  png_set_user_limits(png, 16384, 16384);
  png_set_chunk_cache_max(png, 16);
  png_set_chunk_malloc_max(png, 1 << 20);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
}

static void set_transforms(png_structp png, png_infop info, bool rgb) {
  int color = png_get_color_type(png, info);
  if (color == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (rgb && color == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
  if (rgb && !(color & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(png);
  png_set_packing(png);
  png_set_strip_alpha(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  png_set_swap(png);
#endif
}

static void read_image(png_structp png, png_infop info, const assay_png_target *target) {
  set_limits(png);
  png_read_info(png, info);
  set_transforms(png, info, target->rgb);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_image_height(png, info) != target->height || png_get_rowbytes(png, info) != target->row_bytes) {
    png_error(png, "the header does not fit the image data");
  }
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t row = 0; row < target->height; row++) {
      png_read_row(png, target->rows + row * target->row_bytes, NULL);
    }
  }
  png_read_end(png, NULL);
}

bool assay_png_decode(assay_png_source source, assay_png_target target, char *message) {
  strcpy(message, "libpng has no memory");
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, message, assay_png_fail, assay_png_ignore);
  if (png == NULL) return false;
  png_infop info = png_create_info_struct(png);
  reader from = {source, 0, 0};
  if (info == NULL || setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &info, NULL);
    return false;
  }
  png_set_read_fn(png, &from, read_bytes);
  read_image(png, info, &target);
  png_destroy_read_struct(&png, &info, NULL);
  return true;
}
