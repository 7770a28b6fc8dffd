import Datasets
import Detection
import Evaluation
import Foundation
import ImageFiles
import PointClouds
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
    CategoryRecord(
      name: name, results: results, decision: DecisionRecord(calibration),
      parts: parts, omissions: omissions.sorted { $0.key < $1.key }.map(\.value), gallery: gallery.entries)
  }
}

extension DecisionRecord {
  /// The thresholds of a detector; the row that decides is the one whose score it compares with them.
  init(_ calibration: Calibration) {
    let isAdapted = calibration.fusion.adapted?.decision.isUsed ?? false
    self.init(
      row: (isAdapted ? EvaluationPlan.Row.adapted : .fused).rawValue, threshold: calibration.threshold,
      warnThreshold: calibration.warnThreshold, mapThreshold: calibration.mapThreshold,
      falseAlarmRate: calibration.falseAlarmRate, parts: calibration.parts,
      source: calibration.source.rawValue,
      realisedRate: calibration.realisedRate.map {
        RateInterval(low: $0.low, high: $0.high, confidence: $0.confidence)
      })
  }
}

extension GalleryEntry {
  /// The pictures of a scored part.
  init(reason: Reason, id: String, _ result: TestResult) {
    let (part, pair) = (result.part, result.pair)
    let scale = AnomalyScale(threshold: part.mapThreshold)
    let isShown = Self.isPart(pair)
    let panels = Overlay(scale: scale).panels(
      of: pair.rgb, map: part.maps.fused, truth: pair.defectMask, around: isShown)
    let encoder = JPEGEncoder(quality: 82)
    self.init(
      reason: reason, id: id, photograph: Data(encoder.encode(panels.photograph)),
      heatMap: Data(encoder.encode(panels.heatMap)), width: panels.photograph.shape[1],
      height: panels.photograph.shape[0],
      cloud: CloudSketch(
        points: pair.cloud.points, isShown: isShown, colors: pair.rgb, map: part.maps.fused, scale: scale))
  }

  /// The pixels with a point of the part, without the surface it lies on; all with a point when hardly any is left.
  private static func isPart(_ pair: SamplePair) -> [Bool] {
    let foreground = Foreground(of: pair.cloud).mask
    let shown = zip(foreground, pair.cloud.isValid).map { $0 && $1 }
    return shown.count { $0 } > 200 ? shown : pair.cloud.isValid
  }
}
