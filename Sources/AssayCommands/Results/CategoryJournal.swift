import Datasets
import Detection
import Evaluation
import Foundation
import ImageFiles
import Reporting

/// Notes what the report tells about a category while its test parts are scored.
struct CategoryJournal {
  /// Why test parts were left out, by their names.
  var omissions: [String: String] = [:]

  private var parts: [PartRecord] = []
  private var gallery = GalleryChoice()

  /// Notes a scored part.
  mutating func add(_ result: TestResult, of sample: DatasetSample) {
    let part = result.part
    parts.append(
      PartRecord(
        id: sample.name, defect: sample.defect, isGood: sample.isGood,
        scores: result.evaluated.predictions.mapValues(\.score), score: part.scores.fused,
        verdict: part.verdict.rawValue, seconds: (result.seconds * 10_000).rounded() / 10_000))
    gallery.offer(score: part.scores.fused, isGood: sample.isGood) { reason in
      GalleryEntry(reason: reason, id: sample.name, result)
    }
  }

  /// All that is known about the category.
  func record(_ name: String, results: CategoryResults, calibration: Calibration) -> CategoryRecord {
    let rows = [EvaluationPlan.Row.adapted, .fused].map(\.rawValue)
    return CategoryRecord(
      name: name, results: results,
      decision: DecisionRecord(
        row: rows.first { results.metrics.rows[$0] != nil } ?? rows[1], threshold: calibration.threshold,
        warnThreshold: calibration.warnThreshold, mapThreshold: calibration.mapThreshold,
        falseAlarmRate: calibration.falseAlarmRate, parts: calibration.parts,
        source: calibration.source.rawValue),
      parts: parts, omissions: omissions.sorted { $0.key < $1.key }.map(\.value), gallery: gallery.entries)
  }
}

extension GalleryEntry {
  /// The pictures of a scored part.
  init(reason: Reason, id: String, _ result: TestResult) {
    let (part, pair) = (result.part, result.pair)
    let scale = AnomalyScale(threshold: part.mapThreshold)
    let panels = Overlay(scale: scale).panels(of: pair.rgb, map: part.maps.fused, truth: pair.defectMask)
    let encoder = JPEGEncoder(quality: 82)
    self.init(
      reason: reason, id: id, photograph: Data(encoder.encode(panels.photograph)),
      heatMap: Data(encoder.encode(panels.heatMap)), width: panels.photograph.shape[1],
      height: panels.photograph.shape[0],
      cloud: CloudSketch(
        points: pair.cloud.points, isShown: Self.isPart(part, pair), colors: pair.rgb, map: part.maps.fused,
        scale: scale))
  }

  /// The points that were judged, and not the table around them; all points when hardly any was.
  private static func isPart(_ part: ScoredPart, _ pair: SamplePair) -> [Bool] {
    let isValid = pair.cloud.isValid
    let judged = isValid.indices.map { isValid[$0] && part.maps.fused[flat: $0] > 0 }
    return judged.count { $0 } > 200 ? judged : isValid
  }
}
