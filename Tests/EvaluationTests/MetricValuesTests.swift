import Evaluation
import Foundation
import Testing

@Suite("Figures and their mean")
struct MetricValuesTests {
  @Test("The figures stand flat under the agreed keys, and nothing else")
  func keys() throws {
    var values = MetricValues()
    for metric in Metric.allCases { values.set(metric, to: 0.5, otherwise: "") }
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(values)) as? [String: Double]
    #expect(
      json?.keys.sorted() == [
        "aupro_01", "aupro_05", "aupro_10", "aupro_30", "i_auroc", "i_f1_max", "p_auroc",
      ])
  }

  @Test("An undefined figure is absent, its reason beside the others, and both survive a round trip")
  func roundTrip() throws {
    var values = MetricValues()
    values.set(.imageAUROC, to: 0.75, otherwise: "")
    values.set(.auPRO30, to: nil, otherwise: "no defective pixel")
    let data = try JSONEncoder().encode(values)
    #expect(try JSONDecoder().decode(MetricValues.self, from: data) == values)
    let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect(json?["aupro_30"] == nil)
    #expect(json?["undefined"] as? [String: String] == ["aupro_30": "no defective pixel"])
  }

  @Test("The mean weighs categories equally and says where it is missing")
  func mean() {
    var (first, second) = (MetricValues(), MetricValues())
    first.set(.imageAUROC, to: 0.5, otherwise: "")
    second.set(.imageAUROC, to: 1, otherwise: "")
    first.set(.pixelAUROC, to: 0.9, otherwise: "")
    second.set(.pixelAUROC, to: nil, otherwise: "no defective pixel")
    let mean = MetricValues.mean(over: ["bagel": first, "tire": second])
    #expect(mean[.imageAUROC] == 0.75)
    #expect(mean[.pixelAUROC] == nil)
    #expect(mean.undefined[.pixelAUROC] == "undefined in tire")
  }

  @Test("A report holds the mean of the rows that every category has")
  func report() throws {
    var values = MetricValues()
    values.set(.imageAUROC, to: 0.5, otherwise: "")
    let samples = SampleCounts(good: 1, defective: [:], withoutMask: 0)
    let report = EvaluationReport(categories: [
      "a": CategoryMetrics(rows: ["fused": values, "extra": values], samples: samples),
      "b": CategoryMetrics(rows: ["fused": values], samples: samples),
    ])
    #expect(report.mean.keys.sorted() == ["fused"])
    #expect(report.mean["fused"]?[.imageAUROC] == 0.5)
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: data) == report)
  }
}
