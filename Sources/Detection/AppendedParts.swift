/// Good parts that a detector took in after it was fitted, and what became of its thresholds.
public struct AppendedParts: Codable, Sendable, Equatable {
  /// What happened to the thresholds.
  public enum CalibrationStep: String, Codable, Sendable {
    /// They stayed: there were too few validation parts to promise a rate for the new parts.
    case kept

    /// Validation parts of the new kind exceed them no more often than promised.
    case confirmed

    /// They were raised so far that this holds.
    case raised

    /// In words, for people.
    public var words: String { "thresholds \(rawValue)" }
  }

  /// The name of the data that they came from.
  public var category: String

  /// How many there are.
  public let parts: Int

  /// The rows of the memory bank before and after.
  public let rows: [Int]

  /// How many rows of before are still there.
  public let keptRows: Int

  /// Parts that are larger than the view that the detector was fitted with: they are shown smaller than the others.
  public let outsizedParts: Int

  /// What happened to the thresholds.
  public let calibration: CalibrationStep

  /// Validation parts of the new kind.
  public let validationParts: Int

  /// How many of these score above the threshold that holds now.
  public let validationFailures: Int
}
