/// Where a written part belongs in a data set.
struct SamplePlace: Sendable, Equatable {
  /// The product.
  let category: String

  /// What the part may be used for.
  let split: DatasetSplit

  /// The kind of defect, or `good`.
  let defect: String

  /// The number of the part within its category, split and defect.
  let number: Int

  /// The number with leading zeros.
  func digits(_ count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
