/// The false-alarm rate that a calibration should promise.
public enum FalseAlarmRate: Sendable, Equatable {
  /// Exactly this rate; refused when there are too few good parts.
  case exactly(Double)

  /// This rate, or the smallest one that the good parts support.
  case atLeast(Double)
}
