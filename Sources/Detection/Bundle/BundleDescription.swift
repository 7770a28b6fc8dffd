/// What `config.json` of a bundle says.
public struct BundleDescription: Codable, Sendable, Equatable {
  /// The version of the bundle format that this code writes.
  public static let currentFormat = 1

  /// The version of the bundle format.
  public var format = BundleDescription.currentFormat

  /// The version of Assay that wrote the bundle.
  public var assay = AssayVersion.current

  /// The unit of all coordinates and of `min` and `max` in the files.
  public var unit = "m"

  /// Every setting that decides the answers.
  public var configuration: DetectorConfiguration

  /// What the detector has learned from.
  public var training: TrainingFacts
}

/// What a detector has learned from.
public struct TrainingFacts: Codable, Sendable, Equatable {
  /// The product.
  public var category: String

  /// The number of good parts in the memory bank.
  public var parts: Int

  /// Facts about one fit.
  public init(category: String, parts: Int) {
    self.category = category
    self.parts = parts
  }
}
