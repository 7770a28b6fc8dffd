/// What `config.json` of a bundle says.
public struct BundleDescription: Codable, Sendable, Equatable {
  /// The newest version of the bundle format that this code reads.
  public static let currentFormat = 7

  /// The version of the bundle format, so that older versions of Assay read what they can follow: 7 with a weight for the
  /// disagreement of adaptors, else 6 with patches described by themselves, too, or with a weight for adapted features; else 5
  /// with adaptors that take features in a scale of their own, else 4 with a bank of adapted features, else 3 with an
  /// inspected region, else 2 with adaptors, else 1.
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

  /// What was appended after the fit, in order; nil when nothing was.
  public var appended: [AppendedParts]?

  /// Facts about one fit.
  public init(category: String, parts: Int) {
    self.category = category
    self.parts = parts
  }

  /// The facts after further parts were taken in.
  public func appending(_ parts: AppendedParts) -> TrainingFacts {
    var facts = self
    facts.parts += parts.parts
    facts.appended = (appended ?? []) + [parts]
    return facts
  }
}
