import Tensors

extension RowScores {
  /// The figures of the row at the original size, from all distinct scores, and what is told beside them.
  ///
  /// - Parameters:
  ///   - options: What is reported.
  ///   - draws: The resamples of the test set; nil for no intervals.
  ///   - pool: The threads to use; the results do not depend on them.
  /// - Returns: Figures, curves and what resamples say.
  func results(_ options: EvaluationOptions, _ draws: PartDraws?, on pool: WorkerPool) -> RowResults {
    let pixelCurve = pixels.curve()
    var values = MetricValues()
    let imageCurve = OperatingCurve(good: good, defective: allDefective)
    values.setImageFigures(from: imageCurve)
    values.setPixelFigures(from: pixelCurve)
    let resampled = draws.map { ResampledFigures(of: self, $0, exact: values, on: pool) }
    let supplement = RowSupplement(
      defectTypes: areaByDefectType(), intervals: resampled?.intervals,
      pixelF1Max: pixelCurve.largestF1, literature: literaturePixels.map(LiteratureProtocol.values))
    return RowResults(
      values: values, supplement: supplement, curves: RowCurves(images: imageCurve, pixels: pixelCurve),
      resampled: resampled)
  }

  private func areaByDefectType() -> [String: Double] {
    defective.compactMapValues { OperatingCurve(good: good, defective: $0).areaUnderROC }
  }
}

extension MetricValues {
  /// Notes the figures of whole images.
  mutating func setImageFigures(from curve: OperatingCurve) {
    let reason = curve.positiveCount == 0 ? "no defective sample" : "no good sample"
    set(.imageAUROC, to: curve.areaUnderROC, otherwise: reason)
    set(.imageF1Max, to: curve.largestF1, otherwise: reason)
  }

  /// Notes the figures of pixels.
  ///
  /// - Parameters:
  ///   - curve: The exact curve of all pixels.
  ///   - overlapCurve: The curve that the per-region overlap is taken from, if another one.
  mutating func setPixelFigures(from curve: OperatingCurve, overlapFrom overlapCurve: OperatingCurve? = nil) {
    let reason = curve.positiveCount == 0 ? "no defective pixel" : "no defect-free pixel"
    set(.pixelAUROC, to: curve.areaUnderROC, otherwise: reason)
    for metric in Metric.allCases {
      guard let limit = metric.integrationLimit else { continue }
      set(metric, to: (overlapCurve ?? curve).areaUnderPRO(limit: limit), otherwise: reason)
    }
  }
}
