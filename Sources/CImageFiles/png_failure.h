#ifndef ASSAY_PNG_FAILURE_H
#define ASSAY_PNG_FAILURE_H

#include <png.h>

/// Keeps libpng's reason (the error pointer is the caller's message) and leaves by `longjmp`.
_Noreturn void assay_png_fail(png_structp png, png_const_charp reason);

/// Warnings are about what we do not use.
void assay_png_ignore(png_structp png, png_const_charp reason);

#endif
