/// A path or name from outside as it may appear in a message: one line, no control characters, bounded.
public struct DisplayPath: CustomStringConvertible, Sendable {
  /// The text that is safe to print.
  public let description: String

  /// Makes any text printable.
  ///
  /// - Parameters:
  ///   - path: The text as it came.
  ///   - limit: Characters kept; of longer texts the end is kept, because names differ there.
  public init(_ path: String, limit: Int = 240) {
    var safe = ""
    for scalar in path.unicodeScalars {
      safe += Self.isPrintable(scalar) ? String(scalar) : scalar.escaped(asASCII: true)
    }
    description = safe.count <= limit ? safe : "…" + safe.suffix(limit)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .unassigned: false
    default: scalar != "\\"
    }
  }
}
