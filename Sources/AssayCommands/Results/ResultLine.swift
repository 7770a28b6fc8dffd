import Detection

/// One scored pair as users and programs see it; the keys are part of the contract.
struct ResultLine: Encodable, Equatable {
  let branches: BranchScores
  let coverage: Float
  let id: String
  let regions: [Region]
  let rgb: String
  let score: Float
  let seconds: Double
  let threshold: Float
  let verdict: Verdict
  let xyz: String

  /// A region above the threshold.
  struct Region: Encodable, Equatable {
    let areaMM2: Float?
    let areaPX: Int
    let box: [Int]
    let peak: Float
    let peakXYZ: [Float]?

    private enum CodingKeys: String, CodingKey {
      case areaMM2 = "area_mm2"
      case areaPX = "area_px"
      case box
      case peak
      case peakXYZ = "peak_xyz"
    }

    init(_ region: AnomalousRegion) {
      areaMM2 = region.areaMM2
      areaPX = region.areaPixels
      box = [region.box.x, region.box.y, region.box.width, region.box.height]
      peak = region.peak
      peakXYZ = region.peakXYZ
    }
  }

  /// The line of a scored pair.
  ///
  /// - Parameters:
  ///   - part: What the detector said.
  ///   - pair: The files it came from.
  ///   - seconds: The time that reading and scoring took.
  init(_ part: ScoredPart, pair: PairPaths, seconds: Double) {
    branches = part.scores
    coverage = part.coverage
    id = pair.id
    regions = part.regions.map(Region.init)
    rgb = pair.rgb
    score = part.scores.fused
    self.seconds = (seconds * 10_000).rounded() / 10_000
    threshold = part.threshold
    verdict = part.verdict
    xyz = pair.xyz
  }
}
