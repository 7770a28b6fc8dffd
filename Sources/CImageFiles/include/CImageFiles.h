/// What Swift cannot do with libpng: catch its errors, which leave a function by `longjmp`.
#ifndef ASSAY_CIMAGEFILES_H
#define ASSAY_CIMAGEFILES_H

#include "png_decode.h"
#include "png_encode.h"

#endif
