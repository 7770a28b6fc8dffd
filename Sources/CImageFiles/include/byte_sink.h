#ifndef ASSAY_BYTE_SINK_H
#define ASSAY_BYTE_SINK_H

#include <stddef.h>
#include <stdint.h>

/// Receives encoded bytes in order.
typedef void (*assay_byte_sink)(void *context, const uint8_t *bytes, size_t count);

#endif
