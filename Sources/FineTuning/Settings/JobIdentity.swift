import Detection
import Foundation

/// Everything that decides the bytes that a job ends with; a job goes on only when all of it is the same.
public struct JobIdentity: Codable, Equatable, Sendable {
  /// The version of Assay.
  public var assay = AssayVersion.current

  /// The product.
  public var category: String

  /// The settings of the detector before the view is fitted to the parts; those of a network carry its checksum.
  public var configuration: DetectorConfiguration

  /// The false-alarm rate to promise, in words.
  public var falseAlarmRate: String

  /// How files are read: the unit of XYZ files.
  public var unit: String

  /// The checksum of each good part by its name, such as `train/000`.
  public var parts: [String: String]

  /// What the features depend on.
  var features: FeatureIdentity {
    FeatureIdentity(
      assay: assay, appearance: configuration.appearance, geometry: configuration.geometry,
      preprocessing: configuration.preprocessing, seed: configuration.seed, unit: unit, parts: parts)
  }
}
