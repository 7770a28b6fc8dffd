import Datasets
import Detection
import Evaluation
import Reporting
import Tensors

extension Overlay {
  /// The picture of a scored pair, on the fixed scale of its detector.
  ///
  /// - Parameters:
  ///   - part: What the detector said.
  ///   - pair: The image, and the true defects where known.
  /// - Returns: The picture, `[height, width, 3]`, in 0...1.
  static func picture(of part: ScoredPart, pair: SamplePair) -> Tensor {
    Overlay(scale: AnomalyScale(threshold: part.mapThreshold)).picture(
      of: pair.rgb, map: part.maps.fused, score: part.scores.fused, truth: pair.defectMask)
  }
}

extension SamplePair {
  /// The true defects, where known.
  var defectMask: DefectMask? {
    mask.map { DefectMask(height: size.height, width: size.width, isDefect: $0) }
  }
}
