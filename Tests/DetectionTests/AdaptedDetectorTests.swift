import Adaptation
import Detection
import PointClouds
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
    #expect(bundle.description.format == 2)
    try bundle.write(to: folder.file("bump.assay"))
    let read = try ModelBundle(reading: folder.file("bump.assay"), on: WorkerPool(threadCount: 1))
    let capture = try Self.capture(9)
    let (fresh, stored) = (try detector.score(capture, on: pool), try read.detector.score(capture, on: pool))
    #expect(fresh.maps.adapted != nil && fresh.maps.adapted == stored.maps.adapted)
    #expect(fresh.maps.frozen == stored.maps.frozen && fresh.maps.adapted != fresh.maps.frozen)
    #expect(fresh.scores == stored.scores)
    #expect(read.detector.calibration == detector.calibration)
  }

  @Test func theScoreIsTheOneThatWasDecidedFor() throws {
    let part = try fit(validation: 3).score(Self.capture(9), on: pool)
    let adapted = try #require(part.adaptedScore)
    #expect(part.scores.fused == (part.maps.usesAdapted ? adapted : part.frozenScore))
  }

  @Test func withoutValidationPartsScoresStayFrozen() throws {
    let detector = try fit(validation: 0)
    #expect(detector.adapted == nil && detector.calibration.fusion.adapted == nil)
    let frozen = try fit(validation: 0, steps: nil)
    #expect(
      try detector.score(Self.capture(9), on: pool).maps.fused
        == frozen.score(Self.capture(9), on: pool).maps.fused)
  }

  @Test func theDecisionFollowsFromAgreement() throws {
    let decision = try #require(try fit(validation: 3).calibration.fusion.adapted?.decision)
    #expect((0...1).contains(decision.agreement))
    #expect(decision.isUsed == (decision.agreement >= AdaptationDecision.leastAgreement))
    #expect(decision.description.hasPrefix(decision.isUsed ? "adapted" : "frozen"))
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
      configuration, training: CaptureSource((0..<5).map(Self.capture)),
      validation: CaptureSource((5..<5 + validation).map(Self.capture)), on: pool)
  }

  /// A wavy plate whose brightness follows its height.
  private static func capture(_ index: Int) throws -> Capture {
    var random = RandomStream(seed: UInt64(index))
    let side = 64
    var (image, points): ([Float], [Float]) = ([], [])
    for row in 0..<side {
      for column in 0..<side {
        let wave = 0.5 + 0.25 * Float((row / 6 + column / 9) % 3) + 0.02 * random.normal()
        image += [wave * 0.6, wave * 0.5, wave * 0.4]
        points += [Float(column) * 1e-3, Float(row) * 1e-3, 0.5 - 2e-3 * wave]
      }
    }
    return try Capture(
      id: "\(index)", image: Tensor(shape: [side, side, 3], elements: image),
      cloud: OrganizedCloud(xyz: Tensor(shape: [side, side, 3], elements: points)))
  }
}
