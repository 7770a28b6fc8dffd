/// The unit that a file's coordinates are in; in memory they are always metres.
public enum LengthUnit: String, Sendable, CaseIterable {
  /// Metres.
  case metre = "m"
  /// Millimetres.
  case millimetre = "mm"

  /// The length of one unit in metres.
  public var metres: Float {
    switch self {
    case .metre: 1
    case .millimetre: 0.001
    }
  }
}
