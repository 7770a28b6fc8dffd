import Adaptation
import Detection
import Files
import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

/// Detectors with adaptors: fitting, scoring, bundles and the decision.
@Suite struct AdaptedDetectorTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test func adaptorsAddAMapAndABundleKeepsThem() throws {
    let detector = try fit(validation: 3)
    let folder = try TemporaryFolder()
    let bundle = ModelBundle(detector: detector, training: TrainingFacts(category: "bump", parts: 5))
    #expect(bundle.description.format == 7)
    try bundle.write(to: folder.file("bump.assay"))
    let read = try ModelBundle(reading: folder.file("bump.assay"), on: WorkerPool(threadCount: 1))
    let capture = try WavyPlate.capture(9)
    let (fresh, stored) = (try detector.score(capture, on: pool), try read.detector.score(capture, on: pool))
    #expect(fresh.maps.adapted != nil && fresh.maps.adapted == stored.maps.adapted)
    #expect(fresh.maps.frozen == stored.maps.frozen && fresh.maps.adapted != fresh.maps.frozen)
    #expect(fresh.scores == stored.scores)
    #expect(read.detector.calibration == detector.calibration)
  }

  @Test func banksThatStayInTheirFilesAnswerAlike() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bump.assay")
    try ModelBundle(detector: try fit(validation: 3), training: TrainingFacts(category: "bump", parts: 5))
      .write(to: path)
    let memory = try ModelBundle(reading: path, leavingRowsLargerThan: .max, on: pool)
    let file = try ModelBundle(reading: path, leavingRowsLargerThan: 0, on: pool)
    let answers = try [memory, file].map { try $0.detector.score(WavyPlate.capture(9), on: pool) }
    #expect(answers[0].scores == answers[1].scores && answers[0].maps.adapted == answers[1].maps.adapted)
    // Writing takes the rows from the very bundle that is replaced.
    try file.write(to: path)
    #expect(try ModelBundle(reading: path, on: pool).detector.bank == memory.detector.bank)
    #expect(try file.detector.score(WavyPlate.capture(9), on: pool).scores == answers[0].scores)
  }

  @Test func aBankThatIsCutWhileItIsInUseIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bump.assay")
    try ModelBundle(detector: try fit(validation: 0), training: TrainingFacts(category: "bump", parts: 5))
      .write(to: path)
    let file = try ModelBundle(reading: path, leavingRowsLargerThan: 0, on: pool)
    #expect(truncate(path + "/bank.safetensors", 999) == 0)
    let error = #expect(throws: DetectionError.self) {
      try file.detector.score(WavyPlate.capture(9), on: pool)
    }
    #expect(error?.description.contains("bank.safetensors: cannot be read: fewer than ") == true)
  }

  @Test func theScoreIsTheOneThatWasDecidedFor() throws {
    let part = try fit(validation: 3).score(WavyPlate.capture(9), on: pool)
    let adapted = try #require(part.adaptedScore)
    #expect(part.scores.fused == (part.maps.usesAdapted ? adapted : part.frozenScore))
  }

  @Test func withoutValidationPartsScoresStayFrozen() throws {
    let detector = try fit(validation: 0)
    #expect(detector.adapted == nil && detector.calibration.fusion.adapted == nil)
    let frozen = try fit(validation: 0, steps: nil)
    #expect(
      try detector.score(WavyPlate.capture(9), on: pool).maps.fused
        == frozen.score(WavyPlate.capture(9), on: pool).maps.fused)
  }

  @Test func theDecisionFollowsFromAgreement() throws {
    let decision = try #require(try fit(validation: 3).calibration.fusion.adapted?.decision)
    #expect((0...1).contains(decision.agreement))
    #expect(decision.isUsed == (decision.agreement > AdaptationDecision.leastAgreement))
    #expect(decision.description.hasPrefix(decision.isUsed ? "adapted" : "frozen"))
  }

  @Test(arguments: [(0.5, 1), (0.7, 1), (0.775, 0.5), (0.85, 1), (1, 2)] as [(Float, Float)])
  func theMorePatchesAgreeTheMoreAdaptorsCount(agreement: Float, weight: Float) {
    let decision = AdaptationDecision(agreement: agreement)
    #expect(abs(decision.weight - weight) < 1e-5)
    #expect(decision.isUsed == (agreement > 0.7))
  }

  @Test func channelsOfAdaptorsCountAsDecidedAndOnceInEarlierBundles() throws {
    let detector = try fit(validation: 3)
    let extractor = detector.extractor
    let source = FeatureSource(of: CaptureSource([try WavyPlate.capture(9)]), by: extractor, on: pool)
    let part = try detector.calibrationPart(try source.load(0), on: pool)
    func weighedPeak(_ weight: Float?, ofDisagreement share: Float? = 1) throws -> Float {
      try peak(of: part, by: weighed(detector.calibration.fusion, weight, ofDisagreement: share))
    }
    let used = try #require(detector.calibration.fusion.adapted)
    #expect(used.features != nil && used.weight == used.decision.weight)
    #expect(try weighedPeak(nil) == weighedPeak(1))
    #expect(try weighedPeak(1) != weighedPeak(2))
    #expect(used.disagreementWeight == 0.5 && used.featureWeight == 1)
    #expect(try weighedPeak(2, ofDisagreement: nil) == weighedPeak(2))
    #expect(try weighedPeak(2, ofDisagreement: 0.5) != weighedPeak(2))
    // Without any weight the frozen channels are left, in other units.
    let frozen = try peak(of: part, by: weighed(detector.calibration.fusion, 0, isUsed: false))
    let ratio = detector.calibration.fusion.meanReach / used.meanReach
    #expect(abs(try weighedPeak(0) / (frozen * ratio) - 1) < 1e-4)
  }

  private func peak(of part: CalibrationParts.Part, by fusion: ChannelFusion) -> Float {
    part.peak(by: fusion, blur: 0, on: pool)
  }

  /// The same fusion, with adaptors whose channels have some weight, or none noted.
  private func weighed(
    _ fusion: ChannelFusion, _ weight: Float?, ofDisagreement share: Float? = 1, isUsed: Bool = true
  ) throws -> ChannelFusion {
    let stored = try JSONSerialization.jsonObject(with: JSONEncoder().encode(fusion)) as? [String: Any]
    var fields = try #require(stored)
    var adapted = try #require(fields["adapted"] as? [String: Any])
    var decision = try #require(adapted["decision"] as? [String: Any])
    adapted["weight"] = weight
    adapted["disagreementWeight"] = share
    decision["isUsed"] = isUsed
    adapted["decision"] = decision
    fields["adapted"] = adapted
    return try JSONDecoder().decode(
      ChannelFusion.self, from: JSONSerialization.data(withJSONObject: fields))
  }

  @Test func theEstimateCountsTheTraining() throws {
    var configuration = DetectorConfiguration()
    func estimate(validation: Int) throws -> FitEstimate {
      try FitEstimate(configuration, parts: 20, validation: validation, threads: 2)
    }
    let frozen = try estimate(validation: 4)
    configuration.adaptation = AdaptationOptions()
    let (short, unvalidated) = (try estimate(validation: 4), try estimate(validation: 0))
    configuration.adaptation?.stepCount *= 4
    let long = try estimate(validation: 4)
    #expect(frozen.seconds < short.seconds && short.seconds < long.seconds && frozen.bytes < short.bytes)
    #expect(unvalidated.bytes == frozen.bytes)
  }

  @Test(
    arguments: ["appearance", "geometry"].flatMap { ["inputs.\($0).center", "inputs.\($0).distance"] })
  func inputsOfAdaptorsThatDoNotFitAreNamed(name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("bump.assay")
    try ModelBundle(detector: try fit(validation: 3), training: TrainingFacts(category: "bump", parts: 5))
      .write(to: path)
    let adaptors = path + "/adaptors.safetensors"
    let written = try FileDigest.sha256(ofFileAt: adaptors)
    var file = try SafetensorsFile.read(adaptors)
    file.tensors[name] = Tensor(shape: [1], repeating: -1)
    try file.write(to: adaptors)
    var sums = String(decoding: try InputFile.read(path + "/SHA256SUMS", limit: 1 << 16), as: UTF8.self)
    sums.replace(written, with: try FileDigest.sha256(ofFileAt: adaptors))
    try AtomicFile.write(sums, to: path + "/SHA256SUMS")
    let error = #expect(throws: DetectionError.self) { try ModelBundle(reading: path, on: pool) }
    #expect(error?.description.contains(name) == true)
  }

  private func fit(validation: Int, steps: Int? = 6) throws -> Detector {
    var configuration = DetectorConfiguration()
    configuration.preprocessing.inputSide = 64
    configuration.preprocessing.background = .keep
    configuration.adaptation = steps.map { steps in
      var options = AdaptationOptions()
      options.stepCount = steps
      options.batchSize = 2
      options.adaptors.sharedFeatures = 24
      options.compactness.patchMemory = 60
      return options
    }
    return try Detector.fit(
      configuration, training: CaptureSource((0..<5).map(WavyPlate.capture)),
      validation: CaptureSource((5..<5 + validation).map(WavyPlate.capture)), on: pool)
  }
}
