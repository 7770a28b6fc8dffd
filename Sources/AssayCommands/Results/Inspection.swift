import Branches
import Detection
import Evaluation
import Files
import Foundation
import ImageFiles
import Reporting
import TensorFiles
import Tensors

/// What `assay inspect` says.
enum Inspection {
  /// The lines about a bundle, a run folder or a file.
  ///
  /// - Throws: The error of the reader, or `CommandFailure` when the path is none of these.
  static func lines(about path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError.missing(path: path)
    }
    return try isFolder.boolValue ? folder(path) : file(path)
  }

  private static func folder(_ path: String) throws -> [String] {
    let content = try? FileManager.default.contentsOfDirectory(atPath: path)
    if content?.contains("bank.safetensors") == true { return try bundle(path) }
    if content?.contains("metrics.json") == true { return try run(path) }
    if let job = try JobInspection.lines(about: path) { return job }
    throw CommandFailure(
      .badData,
      "\(DisplayPath(path)): expected a bundle (with bank.safetensors) or a run folder (with metrics.json or job.json), found none;"
        + " for a data set see `assay check`")
  }

  private static func bundle(_ path: String) throws -> [String] {
    let bundle = try ModelBundle(reading: path, on: WorkerPool())
    let detector = bundle.detector
    let grid = detector.configuration.preprocessing
    return [
      "model bundle        format \(bundle.description.format), all checksums match",
      "category            \(bundle.training.category), \(bundle.training.parts) good parts",
    ]
      + history(bundle)
      + branch(
        "appearance branch", detector.configuration.appearance, features: detector.bank.appearanceCount)
      + branch("geometry branch  ", detector.configuration.geometry, features: detector.bank.geometryCount)
      + [
        "input               \(grid.inputSide) x \(grid.inputSide) pixels,"
          + " \(grid.inputSide / grid.cellSide) x \(grid.inputSide / grid.cellSide) patches",
        "memory bank         \(detector.bank.count) rows",
      ] + CalibrationSummary(detector.calibration).lines
      + ["seed                \(detector.configuration.seed)"]
  }

  /// What was appended after the fit, and the inspected region, where there are such.
  private static func history(_ bundle: ModelBundle) -> [String] {
    let appended = (bundle.training.appended ?? []).map {
      "  appended          \($0.parts) parts of \(DisplayPath($0.category)), \($0.calibration.words)"
    }
    let mask = bundle.detector.configuration.preprocessing.inspected.map {
      "inspected           \(($0.share * 1000).rounded() / 10) % of \($0.width) x \($0.height) pixels"
    }
    return appended + [mask].compactMap { $0 }
  }

  /// A branch, and where its weights came from.
  private static func branch(_ title: String, _ settings: BranchSettings, features: Int) -> [String] {
    let line = "\(title)   \(settings.name), \(features) features"
    guard let network = settings.network else { return [line] }
    return [
      line, "  weights           \(DisplayPath(network.file)), SHA-256 \(DisplayPath(network.sha256))",
    ]
  }

  private static func run(_ path: String) throws -> [String] {
    let file = path + "/metrics.json"
    let content = try InputFile.read(file, limit: 64 << 20)
    do {
      let report = try JSONDecoder().decode(EvaluationReport.self, from: Data(content))
      return MetricsTable(allOf: report).text.split(separator: "\n").map(String.init)
    } catch {
      throw CommandFailure(
        .badData, "\(DisplayPath(file)): expected the metrics of an evaluation, found other JSON")
    }
  }

  private static func file(_ path: String) throws -> [String] {
    let start = try OpenFile(path).read(count: 9)
    if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return image("PNG", try PNGFile.readSize(path)) }
    if start.starts(with: [0x49, 0x49]) || start.starts(with: [0x4D, 0x4D]) {
      return image("TIFF", try TIFFFile.readSize(path))
    }
    // The length of a header of JSON, then its first character.
    if start.last == UInt8(ascii: "{") && start.count == 9 || path.hasSuffix(".safetensors") {
      return try safetensors(path)
    }
    throw CommandFailure(
      .badData,
      "\(DisplayPath(path)): expected a PNG, TIFF or safetensors file, a bundle or a run folder, found"
        + " \(FileSignature.name(of: start))")
  }

  private static func image(_ kind: String, _ size: ImageSize) -> [String] {
    ["\(kind)   \(size.width) x \(size.height) pixels, \(size.channels) x \(size.sampleType)"]
  }

  private static func safetensors(_ path: String) throws -> [String] {
    let file = try SafetensorsFile.read(path)
    let metadata = file.metadata.sorted { $0.key < $1.key }.map {
      "\(DisplayPath($0.key)) = \(DisplayPath($0.value))"
    }
    let tensors = file.tensors.sorted { $0.key < $1.key }.map { "\(DisplayPath($0.key))   \($0.value.shape)" }
    return ["safetensors   \(tensors.count) tensors"] + metadata + tensors
  }
}
