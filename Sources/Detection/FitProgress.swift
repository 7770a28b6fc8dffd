/// Tells a caller how far fitting is.
public struct FitProgress: Sendable {
  /// The steps of fitting, in order.
  public enum Stage: String, Sendable, CaseIterable {
    /// Reading parts and computing their patch features.
    case describing = "describing good parts"

    /// Choosing the rows of the memory bank.
    case selecting = "choosing memory bank rows"

    /// Training the adaptors.
    case adapting = "training adaptors"

    /// Scoring good parts to set weights and thresholds.
    case calibrating = "calibrating"
  }

  private let report: @Sendable (Stage, Int, Int) -> Void

  /// Progress that goes to a function: the stage, the units done and the units in all.
  public init(_ report: @escaping @Sendable (Stage, Int, Int) -> Void = { _, _, _ in }) {
    self.report = report
  }

  /// The progress of one stage.
  func reporting(_ stage: Stage) -> @Sendable (Int, Int) -> Void {
    { [report] done, total in report(stage, done, total) }
  }
}
