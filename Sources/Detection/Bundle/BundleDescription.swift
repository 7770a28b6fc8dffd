/// What `config.json` of a bundle says.
public struct BundleDescription: Codable, Sendable, Equatable {
  /// The newest version of the bundle format that this code reads.
  public static let currentFormat = 2

  /// The version of the bundle format: 2 with adaptors, 1 without, which older versions of Assay read too.
  public var format = 1

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
