// Takes back the macros of panel_product_kernel.h, before it is included for the next instruction set.
#undef VECTOR
#undef VECTORS
#undef PANEL_VECTORS
#undef PIXEL_QUADS
#undef ALWAYS_INLINE
#undef UNROLLED
#undef ON_ITS_OWN
