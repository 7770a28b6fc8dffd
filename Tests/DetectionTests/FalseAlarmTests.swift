import Branches
import Detection
import Foundation
import Tensors
import Testing

/// Whether thresholds keep what they promise.
@Suite struct FalseAlarmTests {
  /// Two hundred calibrations on a few synthetic parts each: the share of new good parts above the threshold lies where
  /// it is said to lie, and its mean is what is promised.
  @Test(arguments: [8, 19])
  func theRealisedRateLiesInThePromisedInterval(parts: Int) throws {
    let draws = 200
    let rate = 1 / Double(parts + 1)
    let interval = FalseAlarmInterval(parts: parts, rank: parts)
    let new = SyntheticDistances.parts(300, seed: 0)
    let rates = Self.pool.map(draws) { draw in
      Self.realisedRate(calibratedOn: SyntheticDistances.parts(parts, seed: 1 + UInt64(draw)), new: new, rate)
    }
    let inside = rates.count { interval.low - 1.0 / 300 <= $0 && $0 <= interval.high }
    // 95 % of draws, less three deviations of 200 draws.
    #expect(Double(inside) / Double(draws) > 0.95 - 3 * (0.95 * 0.05 / Double(draws)).squareRoot())
    let mean = rates.reduce(0, +) / Double(draws)
    // Beta(1, n) has a deviation of nearly its mean.
    #expect(abs(mean - rate) < 3 * rate / Double(draws).squareRoot(), "\(mean) for \(rate)")
  }

  /// What the folds are for: by weights that rest on the same parts, more good parts fail than promised.
  @Test func weightsOfTheSamePartsWouldBreakThePromise() {
    let (draws, parts) = (200, 8)
    let rate = 1 / Double(parts + 1)
    let new = SyntheticDistances.parts(300, seed: 0)
    let rates = Self.pool.map(draws) { draw in
      let parts = SyntheticDistances.parts(parts, seed: 1 + UInt64(draw))
      let fusion = ChannelFusion(of: parts)
      let peaks = parts.map { $0.peak(by: fusion, blur: 4, on: Self.pool) }
      return Self.share(of: new, above: peaks.max() ?? 0, by: fusion)
    }
    #expect(rates.reduce(0, +) / Double(draws) > rate + 3 * rate / Double(draws).squareRoot())
  }

  /// Beta(1, n) has the distribution function `1 - (1 - x)^n`; the other values are of SciPy's `beta.ppf`.
  @Test func theIntervalIsThatOfTheBetaDistribution() {
    let one = FalseAlarmInterval(parts: 8, rank: 8)
    #expect(abs(one.low - (1 - pow(0.975, 1.0 / 8))) < 1e-12)
    #expect(abs(one.high - (1 - pow(0.025, 1.0 / 8))) < 1e-12)
    for (parts, rank, low, high) in [
      (20, 17, 0.05733400, 0.37892683), (99, 90, 0.04951087, 0.16556898),
      (2000, 1981, 0.00611866, 0.01479583),
      (5, 1, 0.47817625, 0.99494924),
    ] {
      let interval = FalseAlarmInterval(parts: parts, rank: rank)
      #expect(abs(interval.low - low) < 1e-7 && abs(interval.high - high) < 1e-7, "\(parts), \(rank)")
    }
  }

  @Test(arguments: [0.01, 0.05, 0.1, 1.0 / 3, 0.001, 0.37])
  func asManyPartsAreNeededAsSaid(rate: Double) {
    let needed = ConformalThreshold.partsNeeded(rate: rate)
    #expect(ConformalThreshold.rank(rate: rate, parts: needed) == needed)
    #expect(needed == 1 || ConformalThreshold.rank(rate: rate, parts: needed - 1) == nil)
  }

  private static let pool = WorkerPool(threadCount: 2)

  private static func realisedRate(
    calibratedOn parts: [CalibrationParts.Part], new: [CalibrationParts.Part], _ rate: Double
  ) -> Double {
    let fusion = ChannelFusion(of: parts)
    let heldOut = HeldOutScores(of: parts, fusion: fusion, blur: 4, on: pool)
    return share(of: new, above: ConformalThreshold(heldOut.scores)(rate: rate) ?? 0, by: fusion)
  }

  private static func share(
    of parts: [CalibrationParts.Part], above threshold: Float, by fusion: ChannelFusion
  ) -> Double {
    Double(parts.count { $0.peak(by: fusion, blur: 4, on: pool) > threshold }) / Double(parts.count)
  }
}

/// Distances as good parts have them: some parts are stranger than others, in one modality or in both, and patches near
/// the edge vary more.
enum SyntheticDistances {
  private static let placement = PatchPlacement(
    mapping: FrameMapping(height: 16, width: 16, side: 64), grid: PatchGrid(inputSide: 64, cellSide: 8),
    patches: Array(0..<64))

  /// Good parts; the same seed draws the same ones.
  static func parts(_ count: Int, seed: UInt64) -> [CalibrationParts.Part] {
    var random = RandomStream(seed: seed)
    return (0..<count).map { _ in
      let strange = 0.25 * heavy(&random)
      return CalibrationParts.Part(
        distances: PatchDistances(
          appearance: channel(strange, &random), geometry: channel(strange, &random),
          fused: channel(strange, &random)),
        placement: placement)
    }
  }

  private static func channel(_ strange: Float, _ random: inout RandomStream) -> [Float?] {
    let own = strange + 0.2 * heavy(&random)
    return placement.depths.map { depth in
      exp(own + 0.35 * (1 + 0.3 * Float(depth)) * random.normal())
    }
  }

  /// Student's t with four degrees of freedom.
  private static func heavy(_ random: inout RandomStream) -> Float {
    let squares = (0..<4).reduce(Float(0)) { sum, _ in
      let value = random.normal()
      return sum + value * value
    }
    return random.normal() / (squares / 4).squareRoot()
  }
}
