#ifndef ASSAY_PNG_ENCODE_H
#define ASSAY_PNG_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "byte_sink.h"

/// An image to encode: grey (1 channel) or RGB (3), samples of 16 bits in the byte order of this machine.
typedef struct {
  const uint8_t *rows;  // `height` rows without gaps; fewer than 8 bits take a byte each
  size_t row_bytes;
  uint32_t width;
  uint32_t height;
  int bit_depth;
  int channels;
} assay_png_image;

/// Encodes the image; the same image gives the same bytes.
///
/// Returns false and a message of at most `ASSAY_PNG_MESSAGE_SIZE` bytes when libpng refuses.
bool assay_png_encode(assay_png_image image, assay_byte_sink sink, void *context, char *message);

#endif
