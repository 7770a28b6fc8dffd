#ifndef ASSAY_PNG_DECODE_H
#define ASSAY_PNG_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The room that an error message of this library needs, with its terminating zero.
#define ASSAY_PNG_MESSAGE_SIZE 128

/// Part of a byte buffer.
typedef struct {
  size_t start;
  size_t count;
} assay_byte_range;

/// A PNG in memory, and the parts of it that libpng may see, in order.
typedef struct {
  const uint8_t *bytes;
  const assay_byte_range *ranges;
  size_t range_count;
} assay_png_source;

/// Where decoded rows go.
typedef struct {
  uint8_t *rows;     // `height` rows without gaps
  size_t row_bytes;  // must be what the image decodes to
  uint32_t height;
  bool rgb;  // grey and palette images become RGB; otherwise grey samples stay as stored
} assay_png_target;

/// Decodes the image without alpha to 8-bit samples, or 16-bit samples in the byte order of this machine.
///
/// Returns false and a message of at most `ASSAY_PNG_MESSAGE_SIZE` bytes when libpng refuses.
bool assay_png_decode(assay_png_source source, assay_png_target target, char *message);

#endif
