import Detection
import Files
import Foundation
import Tensors
import TestSupport
import Testing

/// Bundles of every format that was ever written stay readable and say what they said.
///
/// A stored bundle is never changed; a new format adds one. `Tools/reference/pipeline.py` made the first, and
/// `GoldenTests` hold its anomaly maps to reference values.
@Suite struct StoredBundleTests {
  private static let fixtures = SharedData.packageRoot + "/Tests/BundleCompatibilityTests/Fixtures"
  private let pool = WorkerPool(threadCount: 1)

  @Test func theFirstFormatIsRead() throws {
    let bundle = try ModelBundle(reading: Self.fixtures + "/v1.assay", on: pool)
    let detector = bundle.detector
    #expect(detector.configuration.preprocessing.inputSide == 96)
    #expect(detector.configuration.seed == 0)
    #expect(detector.bank.count == 64)
    #expect(detector.bank.appearanceCount == 267 && detector.bank.geometryCount == 36)
    #expect(detector.calibration.parts == 2)
    #expect(detector.calibration.source == .validation)
  }

  /// What is read is written again with the same bytes, so that nothing of a bundle is lost on the way.
  @Test func theCalibrationAndTheBankSurviveRewriting() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("again.assay")
    try ModelBundle(reading: Self.fixtures + "/v1.assay", on: pool).write(to: path)
    for name in ["bank.safetensors", "calibration.json"] {
      let files = try [Self.fixtures + "/v1.assay", path].map {
        try InputFile.read("\($0)/\(name)", limit: 1 << 24)
      }
      #expect(files[0] == files[1], "\(name)")
    }
  }

  @Test func aFormatOfTheFutureIsRefusedByName() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("future.assay")
    try FileManager.default.copyItem(atPath: Self.fixtures + "/v1.assay", toPath: path)
    var config = String(decoding: try InputFile.read(path + "/config.json", limit: 1 << 20), as: UTF8.self)
    config.replace("\"format\" : 1", with: "\"format\" : 999")
    try AtomicFile.write(config, to: path + "/config.json")
    #expect {
      _ = try ModelBundle(reading: path, on: pool)
    } throws: { error in
      "\(error)".contains("999")
    }
  }
}
