import Detection
import Files
import Foundation
import Tensors
import TestSupport
import Testing

/// Bundles of every format that was ever written stay readable and say what they said.
///
/// A stored bundle is never changed; a new format adds one. `Tools/reference/pipeline.py` made the first, and
/// `GoldenTests` hold its anomaly maps to reference values. The others come from `assay fit` on a few small tiles, each by the
/// program of its time: the second has adaptors and their shared space, the fourth a bank of adapted features too, the adaptors of the
/// fifth take features of their own, the sixth describes patches by themselves, too, and the seventh has a weight for the
/// disagreement.
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

  @Test(arguments: [2, 4, 5, 6, 7]) func adaptorsAreReadWithTheBanksOfTheirTime(format: Int) throws {
    let bundle = try ModelBundle(reading: Self.fixtures + "/v\(format).assay", on: pool)
    let space = try #require(bundle.detector.adapted)
    #expect(bundle.description.format == format)
    #expect(space.bank.count == 40 && space.bank.appearanceCount == 8)
    #expect((space.featureBank != nil) == (format >= 4))
    let extractor = bundle.detector.extractor
    #expect(extractor.geometry.featureCount == (format >= 5 ? 76 : 36))
    #expect(extractor.appearance.featureCount == (format >= 6 ? 534 : 267))
    #expect(bundle.detector.bank.geometryCount == (format >= 6 ? 72 : 36))
    let channels = try #require(bundle.detector.calibration.fusion.adapted)
    #expect((channels.features != nil) == (format >= 4) && !channels.decision.isUsed)
    #expect(channels.featureWeight == (format >= 6 ? 1 : nil))
    #expect(channels.disagreementWeight == (format >= 7 ? 0.5 : nil))
    #expect(channels.decision.description.hasSuffix("more than \(format >= 7 ? 70 : 90).0 % needed)"))
  }

  /// What is read is written again with the same bytes, so that nothing of a bundle is lost on the way.
  @Test(arguments: [1, 2, 4, 5, 6, 7]) func contentSurvivesRewriting(format: Int) throws {
    let folder = try TemporaryFolder()
    let (stored, path) = (Self.fixtures + "/v\(format).assay", folder.file("again.assay"))
    try ModelBundle(reading: stored, on: pool).write(to: path)
    for name in ["bank.safetensors", "calibration.json"] + (format > 1 ? ["adaptors.safetensors"] : []) {
      let files = try [stored, path].map { try InputFile.read("\($0)/\(name)", limit: 1 << 24) }
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
