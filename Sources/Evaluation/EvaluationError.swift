/// Why a sample cannot be evaluated.
public enum EvaluationError: Error, Equatable, CustomStringConvertible {
  /// A score or a pixel of a map is NaN or infinite; `count` values are.
  case notFinite(id: String, row: String, count: Int)

  /// The mask has another size than the map.
  case sizeMismatch(id: String, map: [Int], mask: [Int])

  /// One line: which sample, expected against found, what to do.
  public var description: String {
    switch self {
    case .notFinite(let id, let row, let count):
      "\(printable(id)): expected finite scores in row \(row), found \(count) that are NaN or infinite; "
        + "look at the sample's input for values far out of range"
    case .sizeMismatch(let id, let map, let mask):
      "\(printable(id)): expected a ground-truth mask of \(size(map)) like the map, found \(size(mask)); "
        + "use the mask that belongs to this image"
    }
  }

  /// Names come from files and may hold anything; on a terminal control characters would act.
  private func printable(_ id: String) -> String {
    id.unicodeScalars.map { scalar in
      let isHarmful = [.control, .format].contains(scalar.properties.generalCategory)
      return isHarmful ? scalar.escaped(asASCII: true) : String(scalar)
    }.joined()
  }

  private func size(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: " x ")
  }
}
