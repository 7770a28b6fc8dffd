/// What Swift cannot do with libpng and libjpeg: catch their errors, which leave a function by `longjmp`.
#ifndef ASSAY_CIMAGEFILES_H
#define ASSAY_CIMAGEFILES_H

#include "byte_sink.h"
#include "jpeg_encode.h"
#include "png_decode.h"
#include "png_encode.h"

#endif
