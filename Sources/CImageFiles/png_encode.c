#include "png_encode.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>
#include <zlib.h>

#include "png_decode.h"
#include "png_failure.h"

typedef struct {
  assay_byte_sink sink;
  void *context;
} writer;

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
  writer *to = png_get_io_ptr(png);
  to->sink(to->context, bytes, count);
}

static void flush(png_structp png) { (void)png; }

static void write_image(png_structp png, png_infop info, const assay_png_image *image) {
  int color = image->channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY;
  png_set_IHDR(png, info, image->width, image->height, image->bit_depth, color, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  // Noisy camera images: measured 7 times faster than the default strategy at level 4, 4 % larger.
  png_set_compression_strategy(png, Z_RLE);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
  png_write_info(png, info);
  png_set_packing(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (image->bit_depth == 16) png_set_swap(png);
#endif
  for (uint32_t row = 0; row < image->height; row++) {
    png_write_row(png, image->rows + row * image->row_bytes);
  }
  png_write_end(png, info);
}

bool assay_png_encode(assay_png_image image, assay_byte_sink sink, void *context, char *message) {
  strcpy(message, "libpng has no memory");
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, message, assay_png_fail, assay_png_ignore);
  if (png == NULL) return false;
  png_infop info = png_create_info_struct(png);
  writer to = {sink, context};
  if (info == NULL || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    return false;
  }
  png_set_write_fn(png, &to, write_bytes, flush);
  write_image(png, info, &image);
  png_destroy_write_struct(&png, &info);
  return true;
}
