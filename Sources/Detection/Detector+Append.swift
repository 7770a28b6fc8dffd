import MemoryBank
import Tensors

extension Detector {
  /// Takes in further good parts, such as those of a changed product, without the parts of before.
  ///
  /// What the detector knows stays: the view, the scale of features, the adaptors, the weights of channels. The rows of
  /// the memory bank and of the shared space stay as far as the budget allows, and patches of the new parts join
  /// them. With all rows kept no good part of before scores higher than it did. Thresholds never fall: they stay, or
  /// rise so far that good parts of the new kind, too, exceed them no more often than promised.
  ///
  /// - Parameters:
  ///   - training: Good parts to take in.
  ///   - validation: Good parts of the same kind that are not taken in, to set thresholds by.
  ///   - rate: The false-alarm rate to promise for the new parts; that of the calibration when nil.
  ///   - category: The name of the data that the parts come from.
  ///   - pool: The threads to use; the result does not depend on them.
  ///   - progress: Is told how far the work is.
  /// - Returns: What was done.
  /// - Throws: What reading a capture throws, `DetectionError` or `MemoryBankError`; the detector is as before then.
  public mutating func append(
    _ training: CaptureSource, validation: CaptureSource = .empty, rate: Double? = nil, category: String,
    on pool: WorkerPool, progress: FitProgress = FitProgress()
  ) throws -> AppendedParts {
    guard training.count > 0 else { throw DetectionError.tooFewParts(found: 0, needed: 1) }
    let (rows, outsized, leastPatches) = try describe(training, on: pool, progress: progress)
    var extended = self
    extended.bank = try bank.appending(
      rows.patches.columns(extractor.bankColumns),
      options: configuration.bank.options(extending: bank.count, byPatches: rows.count),
      random: RandomStream(seed: configuration.seed).stream(Self.bankStream), on: pool,
      progress: progress.reporting(.selecting))
    extended.adapted = try adapted?.appending(
      rows, bankOptions: configuration.bank, seed: configuration.seed, on: pool)
    let scores = try extended.scores(of: validation, on: pool, progress: progress)
    let covering = try calibration.covering(
      scores: scores.map(\.score), peaks: scores.map(\.peak), rate: rate)
    extended.calibration = (covering ?? calibration).admitting(partsOf: leastPatches)
    let threshold = extended.calibration.threshold
    let report = AppendedParts(
      category: category, parts: training.count, rows: [bank.count, extended.bank.count],
      keptRows: extended.bank.owners.count { $0 < Int32(rows.firstOwner) }, outsizedParts: outsized,
      calibration: covering == nil ? .kept : threshold > calibration.threshold ? .raised : .confirmed,
      validationParts: scores.count, validationFailures: scores.count { $0.score > threshold })
    self = extended
    return report
  }

  /// The rows of new parts, numbered on from those in the bank, and how many parts do not fit the view,
  /// and the patches of the smallest.
  private func describe(
    _ training: CaptureSource, on pool: WorkerPool, progress: FitProgress
  ) throws -> (rows: TrainingRows, outsized: Int, leastPatches: Int) {
    var rows = TrainingRows(firstOwner: Int(bank.owners.max() ?? -1) + 1)
    var outsized = 0
    var leastPatches = Int.max
    let share = configuration.preprocessing.viewShare
    try FeatureSource(of: training, by: extractor, on: pool)
      .forEach(on: pool, progress: progress.reporting(.describing)) {
        $0
      } consume: { part in
        rows.append(part.rows, expectedParts: training.count)
        leastPatches = min(leastPatches, part.placement.part.count)
        let mapping = part.placement.mapping
        let fitted = (share * Double(max(mapping.height, mapping.width))).rounded(.up)
        if Double(max(mapping.region.height, mapping.region.width)) > fitted { outsized += 1 }
      }
    return (rows, outsized, leastPatches)
  }

  /// The image scores of good parts, with the weights that there are.
  private func scores(
    of parts: CaptureSource, on pool: WorkerPool, progress: FitProgress
  ) throws -> [(score: Float, peak: Float)] {
    var scores: [(score: Float, peak: Float)] = []
    try parts.forEach(on: pool, progress: progress.reporting(.calibrating)) { capture in
      let scored = try score(capture, on: pool)
      return (score: scored.scores.fused, peak: scored.maps.fused.peak)
    } consume: {
      scores.append($0)
    }
    return scores
  }
}
