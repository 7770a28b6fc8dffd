import Evaluation
import Foundation
import Reporting
import Tensors

/// A small run made up for tests.
enum SampleRun {
  /// The record of a category of two good and two defective parts, one of each on the wrong side of the threshold.
  static func record(_ name: String, rows: [String] = ["fused/frozen", "geometry/frozen"]) -> CategoryRecord {
    let parts = [
      part(name, "good", 0, score: 0.5, "pass"), part(name, "good", 1, score: 1.5, "fail"),
      part(name, "dent", 0, score: 0.75, "pass"), part(name, "dent", 1, score: 4, "fail"),
    ]
    var values = MetricValues()
    for metric in Metric.allCases { values.set(metric, to: 0.75, otherwise: "") }
    values.set(.auPRO01, to: nil, otherwise: "no defective pixel")
    let line = CurveOutline(falsePositiveRates: [0, 0.15, 1], found: [0, 0.5, 1])
    let metrics = CategoryMetrics(
      rows: Dictionary(uniqueKeysWithValues: rows.map { ($0, values) }),
      samples: SampleCounts(good: 2, defective: ["dent": 2], withoutMask: 0), seconds: ["fit": 1, "score": 2])
    let curves = rows.map { ($0, RowCurves(imageROC: line, overlap: line)) }
    return CategoryRecord(
      name: name,
      results: CategoryResults(metrics: metrics, curves: Dictionary(uniqueKeysWithValues: curves)),
      decision: DecisionRecord(
        row: rows[0], threshold: 1, warnThreshold: 0.9, mapThreshold: 1, falseAlarmRate: 0.05, parts: 19,
        source: "validation"), parts: parts, omissions: ["\(name)/test/dent/002: broken"],
      gallery: [entry(.hardest, parts[2].id), entry(.loudest, parts[1].id), entry(.clearest, parts[3].id)])
  }

  /// The same record with an interval around every figure, and the gain of its first row over its second.
  static func doubted(_ record: CategoryRecord) throws -> CategoryRecord {
    let interval = #"{"lower": 0.5, "upper": 0.875, "confidence": 0.95, "deviation": 0.1}"#
    let keys = Metric.allCases.map { "\"\($0.rawValue)\"" }
    let intervals = "{\(keys.map { "\($0): \(interval)" }.joined(separator: ","))}"
    let gains = "{\(keys.map { "\($0): 0.0125" }.joined(separator: ","))}"
    let rows = record.metrics.rows.keys.sorted()
    var record = record
    for row in rows {
      let gain = #","gain": {"over": "\#(rows[1])", "figures": \#(gains), "intervals": \#(intervals)}"#
      let text = "{\"defect_types_i_auroc\": {}, \"intervals\": \(intervals)\(row == rows[0] ? gain : "")}"
      record.metrics.supplement[row] = try JSONDecoder().decode(RowSupplement.self, from: Data(text.utf8))
    }
    return record
  }

  private static func part(
    _ category: String, _ defect: String, _ number: Int, score: Float, _ verdict: String
  ) -> PartRecord {
    PartRecord(
      id: "\(category)/test/\(defect)/00\(number)", defect: defect, isGood: defect == "good",
      scores: ["fused/frozen": score, "geometry/frozen": score / 2], score: score, verdict: verdict,
      seconds: 0.25)
  }

  private static func entry(_ reason: GalleryEntry.Reason, _ id: String) -> GalleryEntry {
    let cloud = CloudSketch(
      points: Tensor(shape: [1, 2, 3], elements: [0, 0, 1, 0.1, 0, 1]), isShown: [true, true],
      colors: Tensor(shape: [1, 2, 3], repeating: 0.5), map: Tensor(shape: [1, 2], elements: [0, 2]),
      scale: AnomalyScale(threshold: 1))
    return GalleryEntry(
      reason: reason, id: id, photograph: Data([1, 2, 3]), heatMap: Data([4, 5]), width: 2, height: 1,
      cloud: cloud)
  }
}
