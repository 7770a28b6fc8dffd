import CKernels

/// The instruction sets that kernels can be forced to use on this machine.
public enum InstructionSets {
  /// All that the processor has, poorest first.
  public static let available: [assay_instruction_set] = [ASSAY_PORTABLE, ASSAY_AVX2, ASSAY_AVX512].filter {
    $0.rawValue <= assay_best_instruction_set().rawValue
  }

  /// Whether kernels can be forced to use a set.
  public static func has(_ set: assay_instruction_set) -> Bool { available.contains(set) }
}
