import Tensors

/// What one branch says about every patch of a part.
public struct PatchFeatures: Sendable, Equatable {
  /// One row for each patch, row by row over the grid, `[patches, features]`; the rows of invalid patches are zero.
  public let values: Tensor

  /// Whether the branch saw enough in each patch to describe it.
  public let isValid: [Bool]

  /// Wraps features, and zeroes the rows of invalid patches.
  ///
  /// - Parameters:
  ///   - values: One row for each patch, `[patches, features]`.
  ///   - isValid: Whether each row means anything; all of them when nil.
  public init(values: Tensor, isValid: [Bool]? = nil) {
    let isValid = isValid ?? [Bool](repeating: true, count: values.rows)
    precondition(
      values.shape.count == 2 && isValid.count == values.rows,
      "\(isValid.count) validity flags for features of shape \(values.shape)")
    self.values = Self.zeroing(values, where: isValid)
    self.isValid = isValid
  }

  /// Features in which every row that is not finite is invalid; weights from a file can overflow.
  static func finite(_ values: Tensor, isValid: [Bool]) -> PatchFeatures {
    PatchFeatures(
      values: values,
      isValid: isValid.indices.map { row in isValid[row] && values.row(row).allSatisfy(\.isFinite) })
  }

  /// These features of each patch, then others of the same patches; valid where these are.
  func joined(with other: PatchFeatures) -> PatchFeatures {
    PatchFeatures(values: values.joined(other.values), isValid: isValid)
  }

  private static func zeroing(_ values: Tensor, where isValid: [Bool]) -> Tensor {
    guard isValid.contains(false) else { return values }
    var values = values
    let width = values.rowCount
    values.withUnsafeMutableElements { elements in
      for (row, valid) in isValid.enumerated() where !valid {
        elements[row * width..<(row + 1) * width].update(repeating: 0)
      }
    }
    return values
  }
}
