#include <tiff.h>
#include <tiffio.h>
