import Tensors

/// The results of one row.
struct RowResults: Sendable {
  var values: MetricValues
  var supplement: RowSupplement
  var curves: RowCurves
}

extension RowScores {
  /// The figures of the row at the original size, from all distinct scores, and what is told beside them.
  func results(_ options: EvaluationOptions) -> RowResults {
    let pixelCurve = pixels.curve()
    var values = MetricValues()
    let imageCurve = OperatingCurve(good: good, defective: allDefective)
    values.setImageFigures(from: imageCurve)
    values.setPixelFigures(from: pixelCurve)
    let supplement = RowSupplement(
      defectTypes: areaByDefectType(), imageAUROCInterval: interval(options),
      pixelF1Max: pixelCurve.largestF1, literature: literaturePixels.map(LiteratureProtocol.values))
    return RowResults(
      values: values, supplement: supplement, curves: RowCurves(images: imageCurve, pixels: pixelCurve))
  }

  private func areaByDefectType() -> [String: Double] {
    defective.compactMapValues { OperatingCurve(good: good, defective: $0).areaUnderROC }
  }

  private func interval(_ options: EvaluationOptions) -> ConfidenceInterval? {
    guard options.bootstrapResamples > 0 else { return nil }
    return .ofImageAUROC(
      good: good, defective: allDefective, resamples: options.bootstrapResamples,
      stream: RandomStream(seed: options.seed).stream("bootstrap"))
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
