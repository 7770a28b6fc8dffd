#include "png_failure.h"

#include <stdio.h>

#include "CImageFiles.h"

_Noreturn void assay_png_fail(png_structp png, png_const_charp reason) {
  char *message = png_get_error_ptr(png);
  snprintf(message, ASSAY_PNG_MESSAGE_SIZE, "%s", reason);
  png_longjmp(png, 1);
}

void assay_png_ignore(png_structp png, png_const_charp reason) {
  (void)png;
  (void)reason;
}
