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
    var parts = CalibrationParts(source: .validation)
    let detector = self
    try validation.forEach(on: pool, progress: progress.reporting(.calibrating)) { capture in
      let described = try detector.extractor.describe(capture, on: pool)
      return CalibrationParts.Part(
        distances: detector.search(described.rows, on: pool), placement: described.part.placement)
    } consume: { part in
      parts.append(part)
    }
    try setCalibration(from: parts, rate: rate, pool: pool)
  }

  /// Sets weights and thresholds from the training parts, each compared with the rows of the others.
  mutating func crossFit(
    _ rows: TrainingRows, placements: [PatchPlacement], rate: FalseAlarmRate, pool: WorkerPool,
    progress: (Int, Int) -> Void
  ) throws {
    var parts = CalibrationParts(source: .crossFit)
    let chosen = Self.evenlySpaced(min(rows.partCount, Self.crossFitLimit), below: rows.partCount)
    for (position, part) in chosen.enumerated() {
      let distances = search(rows.rows(ofPart: part), excludingOwner: Int32(part), on: pool)
      parts.append(CalibrationParts.Part(distances: distances, placement: placements[part]))
      progress(position + 1, chosen.count)
    }
    try setCalibration(from: parts, rate: rate, pool: pool)
  }

  /// Training parts that are cross-fitted at most; more would sharpen the thresholds little and take long.
  static let crossFitLimit = 100

  /// Sets weights and thresholds from distances of good parts.
  mutating func setCalibration(
    from calibrationParts: CalibrationParts, rate: FalseAlarmRate, pool: WorkerPool
  ) throws(DetectionError) {
    let parts = calibrationParts.parts
    let fusion = ChannelFusion(of: parts)
    let blur = configuration.scoring.blur
    let scores = pool.map(parts.count) { index in
      let part = parts[index]
      let mapper = AnomalyMapper(part.placement.mapping, gridSide: part.placement.grid.rows, blur: blur)
      let peak = mapper.map(
        fusion.scores(of: part.distances, at: part.placement).fused, at: part.placement, on: pool
      ).peak
      return (peak: peak, score: peak * part.distances.weights.fused)
    }
    calibration = try Calibration(
      fusion: fusion, scores: scores.map(\.score), peaks: scores.map(\.peak), rate: rate,
      source: calibrationParts.source)
  }

  private static func evenlySpaced(_ count: Int, below bound: Int) -> [Int] {
    (0..<count).map { $0 * bound / count }
  }
}
