import Evaluation
import Foundation
import Reporting
import TestSupport
import Testing

@Suite("Tables beside published figures")
struct PaperTablesTests {
  private let categories = [
    "bagel", "cable_gland", "carrot", "cookie", "dowel", "foam", "peach", "potato", "rope", "tire",
  ]

  private func tables(_ names: [String], dataset: String? = "MVTec 3D-AD") throws -> PaperTables {
    let rows = ["fused/adapted", "fused/frozen"]
    let facts = RunFacts(
      dataset: dataset, data: "mvtec", layout: "mvtec3d", categories: names, sampleLimit: 5, seeds: [3])
    let records = try names.map { name in
      var record = try SampleRun.doubted(SampleRun.record(name, rows: rows))
      for row in rows { record.metrics.rows[row]?.set(.auPRO01, to: 0.25, otherwise: "") }
      return record
    }
    return PaperTables(records, facts)
  }

  @Test("Both forms are pinned")
  func snapshots() throws {
    let tables = try tables(categories)
    try Snapshot.expect(tables.markdown, toMatch: "metrics.md")
    try Snapshot.expect(tables.latex, toMatch: "metrics.tex")
  }

  @Test("Published figures stand there with their sources; those from memory are marked")
  func published() throws {
    let (markdown, latex) = (try tables(categories).markdown, try tables(categories).latex)
    #expect(markdown.contains("| M3DM | 0.994 |") && markdown.contains("LSFA: ECCV 2024"))
    #expect(markdown.contains("0.394†") && markdown.contains("† noted from memory"))
    #expect(latex.contains("M3DM$^{") && latex.contains("0.394$^\\dagger$"))
    #expect(try !tables(["gear"], dataset: nil).markdown.contains("M3DM"))
  }

  @Test("Intervals and gains stand in Markdown and LaTeX, and only tables that have brackets speak of them")
  func intervals() throws {
    let (markdown, latex) = (try tables(categories).markdown, try tables(categories).latex)
    #expect(markdown.contains("| bagel | fused/adapted | 0.750 (0.500–0.875) |"))
    #expect(latex.contains("fused, adapted & 0.750 (0.688--0.812) &"))
    #expect(latex.contains("fused, adapted & fused, frozen & +1.2 (-4.9 to +7.4) &"))
    for table in latex.components(separatedBy: "\\begin{table}").dropFirst() {
      let body = try #require(table.components(separatedBy: "\\toprule").last)
      #expect(table.contains("Brackets") == body.contains(" ("), "\(table.prefix(80))")
    }
    #expect(try tables(["gear"], dataset: nil).latex.contains("fused, adapted & 0.750 (0.500--0.875) &"))
  }

  @Test("A name cannot act on LaTeX, Markdown or a terminal")
  func strangeNames() throws {
    let tables = try tables(["a|b_\\input{x}%\u{1b}"], dataset: nil)
    #expect(tables.latex.contains("a\\textbar{}b\\_\\textbackslash{}input\\{x\\}\\%"))
    #expect(tables.markdown.contains("a\\|b"))
    #expect(!tables.latex.contains("\u{1b}") && !tables.markdown.contains("\u{1b}"))
  }

  @Test("Deviations and intervals follow the figures, in CSV as columns of their own")
  func doubt() {
    var values = MetricValues()
    values.set(.imageAUROC, to: 0.75, otherwise: "")
    let interval = ConfidenceInterval(lower: 0.5, upper: 1, confidence: 0.95, deviation: 0.1)
    var doubt = MetricsTable.Doubt(intervals: ["i_auroc": interval])
    doubt.deviations = ["i_auroc": 0.125]
    let line = MetricsTable.Line(labels: ["a"], values: values, doubt: doubt)
    let table = MetricsTable(labelHeads: ["row"], metrics: [.imageAUROC], lines: [line])
    #expect(table.text.contains("0.750 ±0.125\n"))
    #expect(table.markdown.contains("| 0.750 ±0.125 (0.500–1.000) |"))
    #expect(
      table.csv == "row,I-AUROC,I-AUROC low,I-AUROC high,I-AUROC deviation\r\na,0.75,0.5,1.0,0.125\r\n")
  }
}
