import Adaptation

/// A part of the adaptation that is trained alone, to see what it gives.
///
/// Everything else stays as it is: the same features, steps, batches and calibration.
public enum AdaptationVariant: String, CaseIterable, Sendable {
  /// Intra-modal compactness (IFC) alone; nothing trains the heads of the shared space then.
  case compactnessOnly = "ifc-only"

  /// Cross-modal consistency (CLC) alone.
  case consistencyOnly = "clc-only"

  /// The terms over patches alone.
  case localOnly = "local-only"

  /// The terms over whole parts alone.
  case globalOnly = "global-only"

  /// The heads of the shared space on frozen features, without a block that adapts them.
  case headsOnly = "heads-only"

  /// How to train it.
  ///
  /// - Parameter whole: How the whole adaptation is trained.
  /// - Returns: The same but for what is left out.
  public func options(from whole: AdaptationOptions) -> AdaptationOptions {
    var options = whole
    switch self {
    case .compactnessOnly:
      options.weights.patchConsistency = 0
      options.weights.globalConsistency = 0
      options.weights.rotatedBlocks = 0
    case .consistencyOnly:
      options.weights.patchCompactness = 0
      options.weights.globalCompactness = 0
    case .localOnly:
      options.weights.globalConsistency = 0
      options.weights.globalCompactness = 0
    case .globalOnly:
      options.weights.patchConsistency = 0
      options.weights.patchCompactness = 0
      options.weights.rotatedBlocks = 0
    case .headsOnly: options.trainsHeadsOnly = true
    }
    return options
  }
}
