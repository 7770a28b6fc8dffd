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
