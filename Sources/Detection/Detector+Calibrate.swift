import Tensors

extension Detector {
  /// Sets weights and thresholds anew from good parts that the detector has not learned from.
  ///
  /// - Parameters:
  ///   - validation: Good parts.
  ///   - rate: The false-alarm rate to promise.
  ///   - pool: The threads to use.
  ///   - progress: Is told how far the work is.
  /// - Throws: What reading a capture throws, or `DetectionError.tooFewForRate`.
  public mutating func calibrate(
    on validation: CaptureSource, rate: FalseAlarmRate, pool: WorkerPool,
    progress: FitProgress = FitProgress()
  ) throws {
    try calibrate(
      on: FeatureSource(of: validation, by: extractor, on: pool), rate: rate, pool: pool, progress: progress)
  }

  /// Sets weights and thresholds from the features of good parts; see `calibrate(on:rate:pool:progress:)`.
  mutating func calibrate(
    on validation: FeatureSource, rate: FalseAlarmRate, pool: WorkerPool, progress: FitProgress
  ) throws {
    var parts = CalibrationParts(source: .validation)
    let detector = self
    try validation.forEach(on: pool, progress: progress.reporting(.calibrating)) { part in
      try detector.calibrationPart(part, on: pool)
    } consume: { part in
      parts.append(part)
    }
    try setCalibration(from: parts, rate: rate, pool: pool)
  }

  /// A good part as calibration sees it.
  package func calibrationPart(
    _ part: PartDescription, on pool: WorkerPool
  ) throws(DetectionError) -> CalibrationParts.Part {
    CalibrationParts.Part(distances: try search(part.rows, on: pool), placement: part.placement)
  }

  /// Sets weights and thresholds anew from the training parts, each compared with the rows of the others.
  ///
  /// - Parameters:
  ///   - training: The good parts that the detector was fitted on, in the same order.
  ///   - rate: The false-alarm rate to promise.
  ///   - pool: The threads to use.
  ///   - progress: Is told how far the work is.
  /// - Throws: What reading a capture throws, `DetectionError.otherTrainingParts`,
  ///   `DetectionError.adaptorsNeedUnseenParts` or `DetectionError.tooFewForRate`.
  public mutating func crossCalibrate(
    on training: CaptureSource, rate: FalseAlarmRate, pool: WorkerPool,
    progress: FitProgress = FitProgress()
  ) throws {
    guard adapted == nil else { throw DetectionError.adaptorsNeedUnseenParts }
    let chosen = Self.crossFitParts(of: training.count)
    let source = CaptureSource(count: chosen.count) { try training.load(chosen[$0]) }
    var parts = CalibrationParts(source: .crossFit)
    let detector = self
    try source.forEach(on: pool, progress: progress.reporting(.calibrating)) { capture in
      try detector.extractor.describe(capture, on: pool)
    } consume: { described in
      let owner = Int32(chosen[parts.parts.count])
      guard try detector.remembers(described.rows, asOwner: owner, on: pool) else {
        throw DetectionError.otherTrainingParts(problem: "found other files in its training split")
      }
      parts.append(
        CalibrationParts.Part(
          distances: try detector.search(described.rows, excludingOwner: owner, on: pool),
          placement: described.part.placement))
    }
    try setCalibration(from: parts, rate: rate, pool: pool)
  }

  /// Whether the bank's rows of one training part are the nearest ones of the rows of a part.
  ///
  /// Patches of one colour are equal in appearance in many parts, so geometry counts wherever there is any.
  private func remembers(_ rows: PartRows, asOwner owner: Int32, on pool: WorkerPool) throws -> Bool {
    let rows = rows.columns(extractor.bankColumns)
    let kept = bank.owners.count { $0 == owner }
    let nearest = try bank.search(
      appearance: rows.appearance, geometry: rows.geometry, hasGeometry: rows.hasGeometry, on: pool)
    // A row finds itself up to rounding; two random good patches lie at distance one.
    let found = (0..<nearest.count).count { patch in
      let isWhole = nearest.hasGeometry(patch)
      let row = isWhole ? nearest.fusedRows[patch] : nearest.appearanceRows[patch]
      let distance = isWhole ? nearest.fused[patch] : nearest.appearance[patch]
      return row >= 0 && bank.owners[row] == owner && distance < 0.05
    }
    return found * 10 >= kept * 9
  }

  /// Sets weights and thresholds from the training parts, each compared with the rows of the others.
  mutating func crossFit(
    _ rows: TrainingRows, placements: [PatchPlacement], rate: FalseAlarmRate, pool: WorkerPool,
    progress: (Int, Int) -> Void
  ) throws {
    var parts = CalibrationParts(source: .crossFit)
    let chosen = Self.crossFitParts(of: rows.partCount)
    for (position, part) in chosen.enumerated() {
      let distances = try search(rows.rows(ofPart: part), excludingOwner: Int32(part), on: pool)
      parts.append(CalibrationParts.Part(distances: distances, placement: placements[part]))
      progress(position + 1, chosen.count)
    }
    try setCalibration(from: parts, rate: rate, pool: pool)
  }

  /// Training parts that are cross-fitted at most; more would sharpen the thresholds little and take long.
  static let crossFitLimit = 200

  /// The training parts that are cross-fitted: all, or evenly spaced ones.
  private static func crossFitParts(of count: Int) -> [Int] {
    let chosen = min(count, crossFitLimit)
    return (0..<chosen).map { $0 * count / chosen }
  }

  /// Sets weights and thresholds from distances of good parts.
  mutating func setCalibration(
    from calibrationParts: CalibrationParts, rate: FalseAlarmRate, pool: WorkerPool
  ) throws(DetectionError) {
    let parts = calibrationParts.parts
    let fusion = ChannelFusion(of: parts)
    let heldOut = HeldOutScores(of: parts, fusion: fusion, blur: configuration.scoring.blur, on: pool)
    calibration = try Calibration(
      fusion: fusion, scores: heldOut.scores, peaks: heldOut.peaks, rate: rate,
      source: calibrationParts.source, leastPatches: parts.map(\.placement.part.count).min() ?? 0)
  }
}
