import MemoryBank
import Tensors

/// A detector, and others that share its branches and its frozen bank and differ in their adaptors.
public struct DetectorFamily: Sendable {
  /// The detector itself.
  public let main: Detector

  /// The others, by name.
  public let variants: [String: Detector]

  /// Puts a family together.
  public init(main: Detector, variants: [String: Detector] = [:]) {
    self.main = main
    self.variants = variants
  }
}

/// One image score and one anomaly map of a part.
public struct RowAnswer: Sendable {
  /// The image score.
  public let score: Float

  /// The anomaly map, `[height, width]`.
  public let map: Tensor
}

/// What a family says about one part.
public struct FamilyAnswer: Sendable {
  /// What its detector says.
  public let part: ScoredPart

  /// From appearance with what its adaptors add to it; nil without adaptors.
  public let adaptedAppearance: RowAnswer?

  /// From geometry with what its adaptors add to it; nil without adaptors.
  public let adaptedGeometry: RowAnswer?

  /// From the adaptors of each variant, by its name; the frozen answer where training them failed.
  public let variants: [String: RowAnswer]
}

extension DetectorFamily {
  /// Scores one capture by every member of every family; features are computed once, distances to each frozen bank too.
  ///
  /// - Parameters:
  ///   - capture: The image and the cloud of one part.
  ///   - families: Families that share their branches.
  ///   - pool: The threads to use; the answers do not depend on them.
  /// - Returns: The answers in the order of the families.
  /// - Throws: `DetectionError` when there is no valid point or no part.
  public static func score(
    _ capture: Capture, by families: [DetectorFamily], on pool: WorkerPool
  ) throws(DetectionError) -> [FamilyAnswer] {
    guard let first = families.first else { return [] }
    let described = try first.main.extractor.describe(capture, on: pool)
    return try families.map { (family) throws(DetectionError) in
      try family.answer(capture, described, on: pool)
    }
  }

  private func answer(
    _ capture: Capture, _ described: DescribedPart, on pool: WorkerPool
  ) throws(DetectionError) -> FamilyAnswer {
    let rows = described.rows
    let placement = described.part.placement
    let distances = try main.search(rows, on: pool)
    let mapper = main.mapper(for: placement)
    func answer(_ scores: [Float], weight: Float) -> RowAnswer {
      let map = mapper.map(scores, at: placement, on: pool)
      return RowAnswer(score: map.peak * weight, map: map)
    }
    var answers: [String: RowAnswer] = [:]
    for (name, variant) in variants {
      let adapted = try variant.adaptedDistances(of: rows, on: pool)
      let scores = variant.calibration.fusion.scores(of: distances.with(adapted), at: placement)
      answers[name] = answer(scores.adapted ?? scores.frozen, weight: distances.weights.fused)
    }
    let modalities = main.calibration.fusion.adaptedModalities(of: distances, at: placement)
    return FamilyAnswer(
      part: main.conclude(capture, described.part, distances, on: pool),
      adaptedAppearance: modalities.map { answer($0.appearance, weight: distances.weights.appearance) },
      adaptedGeometry: modalities.map { answer($0.geometry, weight: distances.weights.geometry) },
      variants: answers)
  }
}
