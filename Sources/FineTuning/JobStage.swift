import Detection

/// The stages of a job, in order, as its records and progress lines name them.
enum JobStage {
  /// Taking checksums of the parts.
  static let checking = "checking parts"

  /// Choosing the view that fits all parts.
  static let view = "choosing the view"

  /// Making features that are not in the cache.
  static let features = "caching features"

  /// Filling the memory bank.
  static let bank = "filling the memory bank"

  /// Training adaptors.
  static let training = "training adaptors"

  /// Filling the shared space of the adaptors.
  static let sharedSpace = "filling the shared space"

  /// Setting weights and thresholds.
  static let calibrating = "calibrating"

  /// Writing the bundle.
  static let writing = "writing the bundle"

  /// The stage that a stage of fitting belongs to.
  static func of(_ stage: FitProgress.Stage) -> String? {
    switch stage {
    case .describing, .selecting: bank
    case .adapting: nil
    case .calibrating: calibrating
    }
  }
}
