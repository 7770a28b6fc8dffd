import MemoryBank
import Tensors

extension Detector {
  /// Scores one capture: the pipeline of Assay on one page.
  ///
  /// - Parameters:
  ///   - capture: The image and the cloud of one part.
  ///   - pool: The threads to use; the answer does not depend on them.
  /// - Returns: The image score, the anomaly maps, the regions and the verdict.
  /// - Throws: `DetectionError` when there is no valid point or no part, or rows of the bank cannot be read.
  public func score(_ capture: Capture, on pool: WorkerPool) throws(DetectionError) -> ScoredPart {
    // pair check, preprocessing, both branches
    let described = try extractor.describe(capture, on: pool)
    // features -> nearest rows of the fused memory bank, and of the shared space of the adaptors
    let distances = try search(described.rows, on: pool)
    // distances -> maps at the original size -> scores, regions and the verdict
    return conclude(capture, described.part, distances, on: pool)
  }

  /// The distances of a part's patches to the bank, leaving out the rows of one training part if asked.
  func search(
    _ rows: PartRows, excludingOwner owner: Int32? = nil, on pool: WorkerPool
  ) throws(DetectionError) -> PatchDistances {
    let adapted = try adaptedDistances(of: rows, excludingOwner: owner, on: pool)
    let rows = rows.columns(extractor.bankColumns)
    do {
      let nearest = try bank.search(
        appearance: rows.appearance, geometry: rows.geometry, hasGeometry: rows.hasGeometry,
        excludingOwner: owner, on: pool)
      let weights = try ImageWeights(
        of: rows, nearest: nearest, in: bank, by: configuration.scoring.reweighting, on: pool)
      return PatchDistances(nearest, weights: weights, adapted: adapted)
    } catch { throw .bank(error) }
  }

  /// The distances of a part's patches that the adaptors add; nil without adaptors.
  func adaptedDistances(
    of rows: PartRows, excludingOwner owner: Int32? = nil, on pool: WorkerPool
  ) throws(DetectionError) -> AdaptedSpace.Distances? {
    do {
      return try adapted?.distances(of: rows, excludingOwner: owner, on: pool)
    } catch { throw .bank(error) }
  }

  /// The answer about one part.
  func conclude(
    _ capture: Capture, _ part: PreparedPart, _ distances: PatchDistances, on pool: WorkerPool
  ) -> ScoredPart {
    // the distances of each patch -> one score of each patch -> maps at the original size
    let maps = maps(of: distances, at: part.placement, on: pool)
    // the image score is the peak of the anomaly map, re-weighted if asked
    let (scores, weight) = (distances.weights.scores(of: maps), distances.weights.fused)
    let coverage = calibration.coverage(part.coverage, patches: part.placement.part.count)
    let isCovered = coverage >= configuration.preprocessing.minimumCoverage
    return ScoredPart(
      id: capture.id, scores: scores, frozenScore: maps.frozen.peak * weight,
      adaptedScore: maps.adapted.map { $0.peak * weight }, maps: maps,
      inspected: part.placement.mask, coverage: coverage,
      regions: RegionFinder(map: maps.fused, cloud: capture.cloud).regions(above: calibration.mapThreshold),
      threshold: calibration.threshold, mapThreshold: calibration.mapThreshold,
      verdict: isCovered ? calibration.verdict(of: scores.fused) : .insufficientDepth)
  }

  /// The anomaly maps of one part at its original size, one for each row of the ablation.
  private func maps(of distances: PatchDistances, at placement: PatchPlacement, on pool: WorkerPool)
    -> AnomalyMaps
  {
    let mapper = mapper(for: placement)
    let scores = calibration.fusion.scores(of: distances, at: placement)
    return AnomalyMaps(
      appearance: mapper.map(scores.appearance, at: placement, on: pool),
      geometry: mapper.map(scores.geometry, at: placement, on: pool),
      frozen: mapper.map(scores.frozen, at: placement, on: pool),
      adapted: scores.adapted.map { mapper.map($0, at: placement, on: pool) },
      usesAdapted: scores.usesAdapted)
  }

  /// What brings the patches of a part to the pixels of its frame.
  func mapper(for placement: PatchPlacement) -> AnomalyMapper {
    AnomalyMapper(placement.mapping, gridSide: placement.grid.rows, blur: configuration.scoring.blur)
  }
}
