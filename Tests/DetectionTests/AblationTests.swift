import Adaptation
import Detection
import Tensors
import TestSupport
import Testing

/// Several detectors from one pass over the data.
@Suite struct AblationTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test func theMainDetectorIsTheOneThatFitGives() throws {
    let fitted = try Detector.fit(
      Self.configuration, training: Self.training, validation: Self.validation, on: pool)
    let frozen = try FrozenDetector(try features(), seed: Self.configuration.seed, on: pool)
    let finished = try frozen.finished(
      adaptation: Self.configuration.adaptation, rate: .atLeast(0.01), on: pool)
    #expect(finished.calibration == fitted.calibration && finished.configuration == fitted.configuration)
    let capture = try WavyPlate.capture(9)
    let (first, second) = (try fitted.score(capture, on: pool), try finished.score(capture, on: pool))
    #expect(first.maps.adapted != nil && first.maps.adapted == second.maps.adapted)
    #expect(first.scores == second.scores)
  }

  @Test func aFamilyAnswersAsItsMembersDo() throws {
    let frozen = try FrozenDetector(try features(), seed: 3, on: pool)
    let main = try finished(frozen, nil)
    let variants = Dictionary(
      uniqueKeysWithValues: try AdaptationVariant.allCases.map { ($0.rawValue, try finished(frozen, $0)) })
    let family = DetectorFamily(main: main, variants: variants)
    let capture = try WavyPlate.capture(9)
    let answer = try #require(try DetectorFamily.score(capture, by: [family], on: pool).first)
    let alone = try main.score(capture, on: pool)
    #expect(answer.part.maps.frozen == alone.maps.frozen && answer.part.scores == alone.scores)
    for (name, detector) in variants {
      let own = try detector.score(capture, on: pool)
      let isOwn = answer.variants[name]?.map == own.maps.adapted && own.maps.adapted != nil
      #expect(isOwn, "\(name)")
      #expect(answer.variants[name]?.score == own.adaptedScore, "\(name)")
      let sharesBank = own.maps.frozen == alone.maps.frozen
      #expect(sharesBank, "\(name)")
    }
    let maps = [answer.part.maps.adapted] + answer.variants.values.map(\.map)
    for (index, map) in maps.enumerated() {
      let isRepeated = maps.dropFirst(index + 1).contains(map)
      #expect(!isRepeated, "map \(index)")
    }
    let modalities = [answer.adaptedAppearance?.map, answer.adaptedGeometry?.map]
    let areOthers = modalities != [answer.part.maps.appearance, answer.part.maps.geometry]
    #expect(areOthers && !modalities.contains(nil))
  }

  @Test func headsAloneLeaveFeaturesAsTheyAre() throws {
    let frozen = try FrozenDetector(try features(), seed: 0, on: pool)
    for variant in [AdaptationVariant.headsOnly, nil] {
      let adaptors = try #require(try finished(frozen, variant).adapted?.adaptors)
      var stream = RandomStream(seed: 1)
      let count = adaptors.appearance.features
      let rows = Tensor(shape: [4, count], elements: (0..<4 * count).map { _ in stream.normal() })
      let adapted = adaptors.appearance.block.output(of: rows, on: pool)
      #expect((adapted == rows) == (variant == .headsOnly))
    }
  }

  @Test func aSeedChangesEveryDraw() throws {
    let features = try features()
    let capture = try WavyPlate.capture(9)
    let maps = try [0, 1].map { seed in
      try finished(FrozenDetector(features, seed: seed, on: pool), nil).score(capture, on: pool).maps
    }
    #expect(maps[0].adapted != maps[1].adapted)
  }

  private func features() throws -> FittingFeatures {
    try FittingFeatures(
      Self.configuration, training: Self.training, validation: Self.validation, on: pool)
  }

  private func finished(_ frozen: FrozenDetector, _ variant: AdaptationVariant?) throws -> Detector {
    let whole = try #require(Self.configuration.adaptation)
    return try frozen.finished(
      adaptation: variant?.options(from: whole) ?? whole, rate: .atLeast(0.01), on: pool)
  }

  private static var training: CaptureSource { CaptureSource(count: 5) { try WavyPlate.capture($0) } }
  private static var validation: CaptureSource { CaptureSource(count: 3) { try WavyPlate.capture(5 + $0) } }

  private static var configuration: DetectorConfiguration {
    var configuration = DetectorConfiguration()
    configuration.preprocessing.inputSide = 64
    configuration.preprocessing.background = .keep
    var options = AdaptationOptions()
    options.stepCount = 6
    options.batchSize = 2
    options.adaptors.sharedFeatures = 24
    options.compactness.patchMemory = 60
    options.compactness.globalMemory = 8  // full after the first step, so that compactness counts
    configuration.adaptation = options
    return configuration
  }
}
