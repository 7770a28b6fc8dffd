/// A number with its noun: "1 image", "3 images".
public struct Counted: CustomStringConvertible, Sendable {
  /// The number and the noun.
  public let description: String

  /// Counts a noun; the plural adds an s unless it is given.
  public init(_ count: Int, _ singular: String, _ plural: String? = nil) {
    description = "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
  }
}

/// The word for one or for several.
func agree(_ count: Int, _ singular: String, _ plural: String) -> String {
  count == 1 ? singular : plural
}
