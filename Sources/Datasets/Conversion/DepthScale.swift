/// What the numbers of a depth image stand for.
public enum DepthScale: Sendable, Equatable {
  /// A length in metres for each unit; 0 means no measurement.
  case metresPerUnit(Double)

  /// The depths of 0 and of 65535 in 16 bits, in between evenly; 0 is a measurement.
  case range(DepthRange)

  /// The depth of a stored number, in metres.
  func metres(_ value: Float) -> Float {
    switch self {
    case .metresPerUnit(let metres): Float(Double(value) * metres)
    case .range(let range):
      Float(Double(value) * ((range.maximum - range.minimum) / DepthRange.scale) + range.minimum)
    }
  }
}
