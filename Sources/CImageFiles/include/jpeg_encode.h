#ifndef ASSAY_JPEG_ENCODE_H
#define ASSAY_JPEG_ENCODE_H

#include <stdbool.h>
#include <stdint.h>

#include "byte_sink.h"

/// The room that an error message of libjpeg needs, with its terminating zero.
#define ASSAY_JPEG_MESSAGE_SIZE 200

/// An RGB image with 8 bits per channel.
typedef struct {
  const uint8_t *rows;  // `height` rows of 3 `width` bytes without gaps
  uint32_t width;
  uint32_t height;
} assay_jpeg_image;

/// Encodes the image as baseline JFIF with colors at their full size; the same image gives the same bytes.
///
/// Returns false and a message of at most `ASSAY_JPEG_MESSAGE_SIZE` bytes when libjpeg refuses.
bool assay_jpeg_encode(assay_jpeg_image image, int quality, assay_byte_sink sink, void *context, char *message);

#endif
