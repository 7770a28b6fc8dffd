import Adaptation
import Branches
import Files
import Foundation
import MemoryBank
import TensorFiles
import Tensors

extension ModelBundle {
  /// Reads a bundle.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - pool: The threads to use.
  /// - Throws: `DetectionError.bundle` when a file is damaged, of a newer format or does not fit the others;
  ///   `FileError`, `TensorFileError`, `BranchError` or `MemoryBankError` with the file that cannot be read.
  public init(reading path: String, on pool: WorkerPool) throws {
    try self.init(reading: path, leavingRowsLargerThan: Self.storedBytes, on: pool)
  }

  /// Reads a bundle, except for the rows of a bank that take more than some bytes: those stay in their file.
  package init(reading path: String, leavingRowsLargerThan bytes: Int, on pool: WorkerPool) throws {
    guard FileManager.default.fileExists(atPath: path) else { throw FileError.missing(path: path) }
    let description: BundleDescription = try Self.decode(.configuration, in: path)
    try Self.checkFormat(description, path: path)
    let files = try BundleChecksums.verify(path)
    let networks = try Self.networks(of: description.configuration, in: path)
    let extractor = FeatureExtractor(description.configuration, networks: networks)
    let (file, stored) = try SafetensorsFile.read(
      BundleFile.bank.path(in: path), leaving: ["rows"], largerThan: bytes)
    let bank = try FusedMemoryBank(tensors: file.tensors, stored: stored, on: pool)
    try Self.check(bank, fits: extractor, path: path)
    var detector = Detector(configuration: description.configuration, extractor: extractor, bank: bank)
    if description.format == 2 || files.contains(.adaptors) {
      detector.adapted = try Self.adapted(
        description.configuration, columns: extractor.adaptorColumns, frozen: bank, in: path,
        leavingRowsLargerThan: bytes, on: pool)
    }
    detector.calibration = try Self.decode(.calibration, in: path)
    self.init(detector: detector, training: description.training)
  }

  /// Rows of a bank that take more bytes stay in their file; fewer are searched faster in memory.
  private static let storedBytes = 64 << 20

  private static func adapted(
    _ configuration: DetectorConfiguration, columns: FeatureColumns, frozen: FusedMemoryBank,
    in bundle: String, leavingRowsLargerThan bytes: Int, on pool: WorkerPool
  ) throws -> AdaptedSpace {
    let path = BundleFile.adaptors.path(in: bundle)
    let (file, stored) = try SafetensorsFile.read(
      path, leaving: ["bank.rows", "features.rows"], largerThan: bytes)
    do {
      return try AdaptedSpace(
        tensors: file.tensors, stored: stored, options: configuration.adaptation ?? AdaptationOptions(),
        columns: columns, frozen: frozen, on: pool)
    } catch let error as AdaptationError {
      throw DetectionError.bundle(path: path, problem: "\(error)")
    }
  }

  private static func networks(
    of configuration: DetectorConfiguration, in bundle: String
  ) throws -> NetworkBranches {
    let path = BundleFile.branches.path(in: bundle)
    return try BranchStore(reading: path).networks(for: configuration, path: path)
  }

  private static func checkFormat(_ description: BundleDescription, path: String) throws(DetectionError) {
    guard description.format <= BundleDescription.currentFormat else {
      throw .bundle(
        path: BundleFile.configuration.path(in: path),
        problem: "expected bundle format \(BundleDescription.currentFormat) or older, found"
          + " \(description.format), written by Assay \(DisplayPath(description.assay)); update Assay")
    }
  }

  private static func check(
    _ bank: FusedMemoryBank, fits extractor: FeatureExtractor, path: String
  ) throws(DetectionError) {
    let expected = [extractor.bankColumns.appearance.count, extractor.bankColumns.geometry.count]
    let found = [bank.appearanceCount, bank.geometryCount]
    guard expected == found else {
      throw .bundle(
        path: BundleFile.bank.path(in: path),
        problem: "expected \(expected[0]) appearance and \(expected[1]) geometry features, found"
          + " \(found[0]) and \(found[1])")
    }
  }

  private static func decode<Value: Decodable>(_ file: BundleFile, in bundle: String) throws -> Value {
    let content = try InputFile.read(file.path(in: bundle), limit: file.sizeLimit)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do { return try decoder.decode(Value.self, from: Data(content)) } catch {
      throw DetectionError.bundle(
        path: file.path(in: bundle), problem: "not a \(file.rawValue) of a bundle: \(Self.reason(of: error))")
    }
  }

  /// The words of a decoding error that help a user: which key, and what is wrong with it.
  private static func reason(of error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "`\(DisplayPath(key.stringValue))` is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "`\(DisplayPath(context.codingPath.map(\.stringValue).joined(separator: ".")))` has the wrong type"
    default: "it is not valid JSON"
    }
  }
}
