import CKernels

/// The kernels of the search that can be forced on this machine.
enum BoundsKernels {
  /// All that the processor has, poorest first.
  static let available: [assay_bounds_kernel] = [
    ASSAY_BOUNDS_PORTABLE, ASSAY_BOUNDS_AVX2, ASSAY_BOUNDS_AVX_VNNI, ASSAY_BOUNDS_AVX512_VNNI,
  ].filter { assay_has_bounds_kernel($0) }

  /// The one that is used by default.
  static let best = assay_best_bounds_kernel()
}
