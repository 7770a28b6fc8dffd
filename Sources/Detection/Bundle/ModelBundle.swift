import Files
import Foundation
import MemoryBank
import TensorFiles

/// A detector and what is known about it, as a folder `NAME.assay`.
///
/// The folder holds everything that scoring needs. It is written beside its place and exchanged as a whole, and every
/// file is checked against its checksum on reading, so that a bundle answers as it did when it was fitted or not at all.
public struct ModelBundle: Sendable {
  /// The detector, ready to score.
  public var detector: Detector

  /// What the detector has learned from.
  public var training: TrainingFacts

  /// Puts a fitted detector and its facts together.
  public init(detector: Detector, training: TrainingFacts) {
    self.detector = detector
    self.training = training
  }

  /// What `config.json` says.
  public var description: BundleDescription {
    BundleDescription(format: format, configuration: detector.configuration, training: training)
  }

  private var format: Int {
    let configuration = detector.configuration
    let channels = detector.calibration.fusion.adapted
    if channels?.disagreementWeight != nil { return 7 }
    let branches = [configuration.appearance, configuration.geometry]
    if branches.contains(where: \.describesSinglePatches) { return 6 }
    if channels?.featureWeight != nil { return 6 }
    if let adapted = detector.adapted, !adapted.inputs.areOfBank { return 5 }
    if detector.adapted?.featureBank != nil { return 4 }
    if configuration.preprocessing.inspected != nil { return 3 }
    return detector.adapted == nil ? 1 : 2
  }

  /// Writes the bundle, in the place of an older one if there is one.
  ///
  /// - Parameter path: The folder, by convention `NAME.assay`.
  /// - Throws: `FileError` or `TensorFileError` when it cannot be written, `MemoryBankError.file` when a bank that stays in
  ///   its file cannot be read; the older bundle stays then.
  public func write(to path: String) throws {
    try AtomicFolder.replace(path) { folder in
      try write(description, to: .configuration, in: folder)
      try write(detector.calibration, to: .calibration, in: folder)
      let extractor = detector.extractor
      try BranchStore(appearance: extractor.appearance, geometry: extractor.geometry)
        .write(to: BundleFile.branches.path(in: folder))
      try SafetensorsFile(tensors: try detector.bank.tensors())
        .write(to: BundleFile.bank.path(in: folder))
      if let adapted = detector.adapted {
        try SafetensorsFile(tensors: adapted.tensors()).write(to: BundleFile.adaptors.path(in: folder))
      }
      try AtomicFile.write(ModelCard(self).text, to: BundleFile.card.path(in: folder))
      try BundleChecksums.write(folder)
    }
  }

  private func write(_ value: some Encodable, to file: BundleFile, in folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    try AtomicFile.write(Array(encoder.encode(value)) + [UInt8(ascii: "\n")], to: file.path(in: folder))
  }
}
