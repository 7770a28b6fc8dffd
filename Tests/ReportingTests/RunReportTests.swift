import Foundation
import FoundationXML
import Reporting
import TestSupport
import Testing

@Suite("Reports")
struct RunReportTests {
  private func page(_ names: String..., dataset: String? = nil) -> String {
    let facts = RunFacts(dataset: dataset, data: "parts", layout: "folder", categories: names)
    return RunReport(records: names.map { SampleRun.record($0) }, facts: facts).html()
  }

  @Test("A report needs no other file and no network")
  func isSelfContained() {
    let page = page("gear", "soap")
    #expect(!page.contains("http://") && !page.contains("https://"))
    #expect(page.matches(of: /(src|href)="(?!data:|#)/).isEmpty)
    #expect(!page.contains("@import") && !page.contains("fetch(") && !page.contains("XMLHttpRequest"))
  }

  @Test("Every section is there, with the figures of every row")
  func sections() {
    let page = page("gear", "soap")
    for section in ["results", "curves", "defects", "gallery", "cloud", "facts"] {
      #expect(page.contains("<section id=\"\(section)\""))
    }
    #expect(page.contains("fused, frozen") && page.contains("geometry, frozen"))
    #expect(page.contains("✕ missed") && page.contains("✕ false alarm") && page.contains("✓ found"))
    #expect(page.contains("gear/test/dent/002: broken"))
    #expect(page.contains("gear: no defective pixel"))
  }

  @Test("Intervals stand below the means, beside the figures of a category, and beside the thresholds")
  func intervals() throws {
    var record = try SampleRun.doubted(SampleRun.record("gear"))
    record.decision.realisedRate = .init(low: 0.0013, high: 0.1765, confidence: 0.95)
    let alone = RunReport(records: [record]).html()
    #expect(alone.contains("<span class=\"interval\">0.500–0.875</span>"))
    #expect(alone.contains("fused, frozen; 95 % interval 0.500–0.875"))
    #expect(alone.contains("I-AUROC 0.750 (0.500–0.875) · AUPRO@30% 0.750 (0.500–0.875)"))
    #expect(
      alone.contains(
        "Fails above 1, warns above 0.9, by 19 good parts of the validation split: at most 5\u{a0}% of good parts"
          + " fail, in the mean over calibrations; above this very threshold lie between 0.1\u{a0}% and 18\u{a0}% of"
          + " them (95\u{a0}% confidence)."))
    var other = record
    other.name = "soap"
    other.decision.row = "geometry/frozen"
    let both = RunReport(records: [record, other]).html()
    #expect(both.contains("mean, the row that decides; 95 % interval 0.611–0.889"))
    #expect(!page("gear").contains("class=\"interval\""))
  }

  @Test("A single category has one table with a column for each metric, and several one for each metric")
  func tables() {
    let alone = page("bagel", dataset: "MVTec 3D-AD")
    #expect(alone.contains("<h3 id=\"table-i_auroc-aupro_30-p_auroc-aupro_01\">bagel</h3>"))
    // M3DM prints image AUROC and AUPRO of this category, and no P-AUROC.
    let line = /M3DM<\/th><td class="number">0\.994<\/td><td class="number">0\.970<\/td><td class="number">–</
    #expect(alone.contains(line))
    #expect(alone.contains("<p class=\"hint\">bagel: no defective pixel</p>"))
    #expect(page("gear", "soap").contains("<h3 id=\"table-aupro_30\">AUPRO@30%</h3>"))
  }

  @Test("Rows of an ablation stand in tables and are not drawn")
  func ablation() {
    let rows = ["fused/frozen", "geometry/frozen", "fused/ifc-only"]
    let page = RunReport(records: [SampleRun.record("gear", rows: rows)]).html()
    #expect(page.contains("fused, ifc-only</th>") && !page.contains("fused, ifc-only</li>"))
    #expect(page.contains("The rows of the ablation stand in the tables above."))
    #expect(!self.page("gear").contains("The rows of the ablation"))
  }

  @Test("The page is well-formed", arguments: ["gear", "a & b <script>\"'", "</script><b>"])
  func wellFormed(name: String) {
    let page = page(name)
    let markup = page.replacing(/(?s)<script[^>]*>.*?<\/script>/, with: "").replacing(
      /(?s)<style>.*?<\/style>/, with: ""
    )
    .replacing("<!DOCTYPE html>\n", with: "").replacing("&nbsp;", with: " ")
    let parser = XMLParser(data: Data(markup.utf8))
    #expect(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    #expect(!page.contains("<b>"))
  }

  @Test("Without scripts a still picture stands where the cloud would be, and says why")
  func still() {
    let page = page("gear")
    #expect(page.contains("<figure id=\"cloud-still\">\n<img src=\"data:image/jpeg;base64,BAU=\""))
    #expect(page.contains("needs JavaScript and WebGL"))
    #expect(page.contains("<div id=\"cloud-stage\" hidden=\"hidden\">"))
  }

  @Test("No bar of a histogram holds scores of both sides of the threshold")
  func histogram() throws {
    // Scores 0.5, 1.5, 0.75 and 4 about a threshold of 1: the edge of a bar lies on the solid line.
    let page = page("gear")
    let mark = try #require(page.firstMatch(of: /class="mark fail" d="M([0-9.]+)/))
    let threshold = try #require(Double(mark.1))
    let bars = page.matches(of: /class="bar [a-z]+" x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)"/)
    #expect(bars.count == 4)
    for bar in bars {
      let (left, width) = (try #require(Double(bar.1)), try #require(Double(bar.2)))
      #expect(left >= threshold || left + width <= threshold, "\(left) \(width) \(threshold)")
    }
  }

  @Test("The same run gives the same page")
  func determinism() {
    #expect(page("gear", "soap") == page("gear", "soap"))
  }

  @Test("Published figures stand beside those of the same data set, means only beside means over all of it")
  func published() {
    let some = page("bagel", "tire", dataset: "MVTec 3D-AD")
    #expect(some.contains("M3DM") && some.contains("0.994"))
    #expect(!some.contains("0.945"))  // M3DM's mean
    #expect(some.contains("do not compare with a mean over some"))
    #expect(!page("gear").contains("M3DM"))
  }

  @Test("The means of published categories are the published means")
  func publishedMeans() throws {
    let path = SharedData.packageRoot + "/Sources/Reporting/Resources/published-figures.json"
    let content = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    let datasets = try #require((content as? [String: Any])?["datasets"] as? [[String: Any]])
    #expect(datasets.compactMap { $0["name"] as? String } == ["MVTec 3D-AD", "Eyecandies"])
    var compared = 0
    for method in datasets.flatMap({ $0["methods"] as? [[String: Any]] ?? [] }) {
      for (metric, figure) in method["figures"] as? [String: [String: Any]] ?? [:] {
        guard let categories = figure["categories"] as? [String: Double] else { continue }
        let mean = try #require(figure["mean"] as? Double)
        let sum = categories.values.sorted().reduce(0, +)
        #expect(abs(sum / 10 - mean) < 0.0016, "\(method["name"] ?? "") \(metric): \(sum / 10)")
        compared += 1
      }
    }
    #expect(compared > 15)
  }
}
