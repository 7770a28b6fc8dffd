import Files

/// How many parts of a product there are.
public struct CategorySummary: Sendable, Equatable {
  /// The name of the product.
  public let name: String

  /// Good parts to learn from.
  public let train: Int

  /// Good parts to calibrate on.
  public let validation: Int

  /// Good parts to test on.
  public let goodTest: Int

  /// Defective parts to test on.
  public let defectiveTest: Int

  /// The kinds of defect, sorted.
  public let defects: [String]

  /// Counts the parts of a category.
  public init(_ category: DatasetCategory) {
    name = category.name
    train = category.goodSamples(in: .train).count
    validation = category.goodSamples(in: .validation).count
    goodTest = category.goodSamples(in: .test).count
    defectiveTest = category.samples(in: .test).count - goodTest
    defects = category.defects
  }
}

extension DatasetCategory {
  /// The name as it may stand in a sentence.
  var title: String { DisplayPath(name, limit: 80).description }
}
