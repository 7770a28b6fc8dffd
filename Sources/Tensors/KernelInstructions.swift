import CKernels

/// The instruction set that kernels use on this machine.
public enum KernelInstructions {
  /// `portable`, `avx2` or `avx512`: the processor's best, or the poorer one that `ASSAY_INSTRUCTIONS` names.
  ///
  /// The last bits of features, scores and trained weights depend on it.
  public static var name: String {
    switch assay_best_instruction_set() {
    case ASSAY_AVX512: "avx512"
    case ASSAY_AVX2: "avx2"
    default: "portable"
    }
  }
}
