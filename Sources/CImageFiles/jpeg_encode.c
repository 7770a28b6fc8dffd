#include "jpeg_encode.h"

#include <setjmp.h>
#include <stdio.h>
// libjpeg's header needs the two above it.
#include <jpeglib.h>

/// libjpeg's error manager, where to go on an error, and where to say why.
typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf place;
  char *message;
} failure;

/// libjpeg's destination manager with its buffer, and who takes the bytes.
typedef struct {
  struct jpeg_destination_mgr manager;
  assay_byte_sink sink;
  void *context;
  JOCTET buffer[16384];
} destination;

static void fail(j_common_ptr jpeg) {
  failure *error = (failure *)jpeg->err;
  jpeg->err->format_message(jpeg, error->message);
  longjmp(error->place, 1);
}

/// Warnings are about files that are read.
static void ignore(j_common_ptr jpeg, int level) {
  (void)jpeg;
  (void)level;
}

static void begin_buffer(j_compress_ptr jpeg) {
  destination *to = (destination *)jpeg->dest;
  to->manager.next_output_byte = to->buffer;
  to->manager.free_in_buffer = sizeof to->buffer;
}

static boolean hand_out_buffer(j_compress_ptr jpeg) {
  destination *to = (destination *)jpeg->dest;
  to->sink(to->context, to->buffer, sizeof to->buffer);
  begin_buffer(jpeg);
  return TRUE;
}

static void hand_out_rest(j_compress_ptr jpeg) {
  destination *to = (destination *)jpeg->dest;
  to->sink(to->context, to->buffer, sizeof to->buffer - to->manager.free_in_buffer);
}

static void set_parameters(j_compress_ptr jpeg, const assay_jpeg_image *image, int quality) {
  jpeg->image_width = image->width;
  jpeg->image_height = image->height;
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_RGB;
  jpeg_set_defaults(jpeg);
  jpeg_set_quality(jpeg, quality, TRUE);
  jpeg->optimize_coding = TRUE;
  jpeg->dct_method = JDCT_ISLOW;
  // Thin colored lines blur when colors are halved.
  jpeg->comp_info[0].h_samp_factor = 1;
  jpeg->comp_info[0].v_samp_factor = 1;
}

static void write_image(j_compress_ptr jpeg, const assay_jpeg_image *image) {
  jpeg_start_compress(jpeg, TRUE);
  while (jpeg->next_scanline < jpeg->image_height) {
    JSAMPROW row = (JSAMPROW)(image->rows + (size_t)jpeg->next_scanline * image->width * 3);
    jpeg_write_scanlines(jpeg, &row, 1);
  }
  jpeg_finish_compress(jpeg);
}

bool assay_jpeg_encode(assay_jpeg_image image, int quality, assay_byte_sink sink, void *context, char *message) {
  struct jpeg_compress_struct jpeg = {0};
  failure error = {.message = message};
  destination to = {.manager = {.init_destination = begin_buffer,
                                .empty_output_buffer = hand_out_buffer,
                                .term_destination = hand_out_rest},
                    .sink = sink,
                    .context = context};
  jpeg.err = jpeg_std_error(&error.manager);
  error.manager.error_exit = fail;
  error.manager.emit_message = ignore;
  if (setjmp(error.place)) {
    jpeg_destroy_compress(&jpeg);
    return false;
  }
  jpeg_create_compress(&jpeg);
  jpeg.dest = &to.manager;
  set_parameters(&jpeg, &image, quality);
  write_image(&jpeg, &image);
  jpeg_destroy_compress(&jpeg);
  return true;
}
