import Detection
import Foundation
import PointClouds
import SyntheticParts
import Tensors
import Testing

/// The promise about false alarms on rendered parts and real distances; takes minutes, so it waits for `ASSAY_SLOW_TESTS=1`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_SLOW_TESTS"] == "1"))
struct RenderedFalseAlarmTests {
  private static let pool = WorkerPool(threadCount: 2)

  /// One detector, two hundred calibrations on other parts each, and the share of the rest that would fail.
  @Test(arguments: [(PartFamily.biscuit, 9), (.gear, 19)])
  func validationPartsKeepThePromise(family: PartFamily, parts: Int) throws {
    let factory = SyntheticPartFactory(family: family, imageSize: 112, seed: 7)
    let detector = try Detector.fit(
      Self.configuration, training: Self.captures(factory, 0..<12), on: Self.pool)
    let rest = try Self.parts(of: detector, Self.captures(factory, 12..<192))
    let rates = (0..<200).map { draw in
      var order = Array(rest.indices)
      var random = RandomStream(seed: UInt64(draw))
      for position in 0..<parts {
        order.swapAt(position, position + random.index(below: order.count - position))
      }
      let chosen = order.prefix(parts).map { rest[$0] }
      let fusion = ChannelFusion(of: chosen)
      let scores = HeldOutScores(of: chosen, fusion: fusion, blur: 4, on: Self.pool).scores
      return Self.share(of: order.dropFirst(parts).map { rest[$0] }, above: scores.max() ?? 0, by: fusion)
    }
    Self.report("\(family), \(parts) validation parts", rates, parts: parts)
    let mean = rates.reduce(0, +) / Double(rates.count)
    #expect(mean < 1.5 / Double(parts + 1))
  }

  /// Detectors that are calibrated on their own training parts: as a bank without a part's rows is poorer than the whole
  /// one, fewer good parts fail than promised.
  @Test(arguments: [PartFamily.biscuit, .gear])
  func crossFittedPartsStayOnTheSafeSide(family: PartFamily) throws {
    let factory = SyntheticPartFactory(family: family, imageSize: 112, seed: 7)
    let parts = 12
    let rates = try (0..<12).map { draw in
      let first = 12 * draw
      let detector = try Detector.fit(
        Self.configuration, training: Self.captures(factory, first..<first + parts),
        rate: .exactly(1 / Double(parts + 1)), on: Self.pool)
      let rest = try Self.parts(of: detector, Self.captures(factory, 144..<204))
      return Self.share(of: rest, above: detector.calibration.threshold, by: detector.calibration.fusion)
    }
    Self.report("\(family), \(parts) cross-fitted parts", rates, parts: parts)
    #expect(rates.reduce(0, +) / Double(rates.count) < 1.5 / Double(parts + 1))
  }

  private static var configuration: DetectorConfiguration {
    var configuration = DetectorConfiguration()
    configuration.preprocessing.inputSide = 112
    return configuration
  }

  private static func captures(_ factory: SyntheticPartFactory, _ range: Range<Int>) -> CaptureSource {
    CaptureSource(count: range.count) { index in
      let sample = factory.good(index: range.lowerBound + index)
      return try Capture(
        id: "\(range.lowerBound + index)", image: sample.rgb, cloud: OrganizedCloud(xyz: sample.xyz))
    }
  }

  private static func parts(of detector: Detector, _ captures: CaptureSource) throws -> [CalibrationParts
    .Part]
  {
    let source = FeatureSource(of: captures, by: detector.extractor, on: pool)
    return try pool.map(captures.count) { index in
      Result { try detector.calibrationPart(try source.load(index), on: pool) }
    }.map { try $0.get() }
  }

  private static func share(
    of parts: [CalibrationParts.Part], above threshold: Float, by fusion: ChannelFusion
  ) -> Double {
    let peaks = pool.map(parts.count) { parts[$0].peak(by: fusion, blur: 4, on: pool) }
    return Double(peaks.count { $0 > threshold }) / Double(parts.count)
  }

  private static func report(_ what: String, _ rates: [Double], parts: Int) {
    let interval = FalseAlarmInterval(parts: parts, rank: parts)
    let inside = rates.count { interval.low <= $0 && $0 <= interval.high || $0 == 0 && interval.low < 0.02 }
    let mean = rates.reduce(0, +) / Double(rates.count)
    print(
      "\(what): promised \(1 / Double(parts + 1)), mean \(mean), in the interval"
        + " \(interval.low)...\(interval.high): \(inside) of \(rates.count)")
  }
}
