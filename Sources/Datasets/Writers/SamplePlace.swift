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

  /// The number of the part within its category and split, for layouts without folders of defects.
  let numberInSplit: Int

  /// A number with leading zeros.
  static func digits(_ number: Int, count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
