import Evaluation
import Foundation

/// What the template of the page shows; every text is ready to print.
struct ReportPage {
  /// One of the figures at the top.
  struct Tile {
    let label: String
    let value: String
    let note: String
  }

  /// A color of heat maps.
  struct ColorStop {
    let place: String
    let color: String
  }

  let title: String
  let subtitle: String
  let style = ReportTemplates.style
  let script = ReportTemplates.script
  let colorStops = ReportPage.colorStops
  let tiles: [Tile]
  let warnings: [String]
  let tables: [ResultTable]
  let furtherTables: [ResultTable]
  let published: PublishedNotes?
  let hasNoPublished: Bool
  let series: [Series]

  /// Whether an ablation added rows that are not drawn.
  let hasFurtherRows: Bool
  let charts: [CategoryCharts]
  let defects: [DefectTable]
  let gallery: [GallerySection]
  let clouds: CloudSection?
  let timings: TimingTable
  let settings: [Setting]
  let machine: [Setting]

  /// Puts the page together.
  init(_ report: RunReport) {
    let records = report.records
    let published = PublishedFigures.of(report.facts?.dataset)
    let rows = Series.all(in: records)
    title = report.facts.map { $0.dataset ?? $0.data } ?? "Evaluation"
    subtitle = Self.subtitle(of: report)
    tiles = ReportPage.Tile.all(of: records)
    warnings = records.flatMap { record in record.omissions.map { "\(record.name): \($0)" } }
    let drawn = rows.filter(\.isMain)
    let tables = { (metrics: [Metric]) in
      ResultTable.joinedIfSingle(
        metrics.map { ResultTable($0, of: records, rows: rows, published: published) })
    }
    self.tables = tables(Self.mainMetrics)
    furtherTables = tables(Metric.allCases.filter { !Self.mainMetrics.contains($0) })
    self.published = published.map(PublishedNotes.init)
    hasNoPublished = published == nil
    series = drawn
    hasFurtherRows = drawn.count < rows.count
    charts = records.map { CategoryCharts($0, series: drawn) }
    defects = records.enumerated().map { DefectTable($1, number: $0, series: drawn) }
    gallery = GallerySection.all(of: records)
    clouds = CloudSection(records)
    timings = TimingTable(records)
    settings = report.settings
    machine = Self.machine(report)
  }

  /// The colors of heat maps along their scale, of which places are shares.
  private static let colorStops: [ColorStop] = {
    let colors = ColorMap.plasma.hexadecimal
    return colors.enumerated().map { index, color in
      ColorStop(place: Figure.place(100 * Double(index) / Double(colors.count - 1)), color: "#" + color)
    }
  }()

  /// What papers print most.
  private static let mainMetrics: [Metric] = [.imageAUROC, .auPRO30, .pixelAUROC, .auPRO01]

  private static func subtitle(of report: RunReport) -> String {
    let parts = report.records.reduce(0) { $0 + $1.parts.count }
    let categories = report.records.count
    let limit = report.facts?.sampleLimit.map { ", learned from \($0) good parts each" } ?? ""
    let date = report.environment.map { ", \($0.started.prefix(10))" } ?? ""
    return "\(categories) \(categories == 1 ? "category" : "categories"), \(parts) test parts\(limit)\(date)"
  }

  private static func machine(_ report: RunReport) -> [Setting] {
    guard let environment = report.environment else { return [] }
    let gibibytes = Double(environment.memory) / 1_073_741_824
    return [
      Setting(name: "Assay", value: environment.assay),
      Setting(name: "Started", value: environment.started),
      Setting(name: "System", value: environment.system),
      Setting(name: "Processor", value: "\(environment.processor), \(environment.architecture)"),
      Setting(name: "Cores", value: "\(environment.cores), of which \(environment.threads) used"),
      Setting(name: "Memory", value: String(format: "%.1f GiB", gibibytes)),
      Setting(name: "Linear algebra", value: environment.blas),
    ]
  }
}

extension ReportPage.Tile {
  /// The figures at the top: those of the row that decides, over all categories.
  static func all(of records: [CategoryRecord]) -> [ReportPage.Tile] {
    let report = EvaluationReport(decisionsOf: records)
    let mean = report.mean[EvaluationReport.decision] ?? MetricValues()
    let rows = Set(records.map { Series.label(of: $0.decision.row) })
    let row = rows.count == 1 ? rows.first ?? "" : "the row that decides"
    let figures = [Metric.imageAUROC, .auPRO30, .pixelAUROC].map { metric in
      let interval = Figure.text(report.summaryInterval(of: EvaluationReport.decision, metric))
      return Self(
        label: metric.name, value: Figure.text(mean[metric]),
        note: (records.count == 1 ? row : "mean, \(row)") + (interval.map { "; 95 % interval \($0)" } ?? ""))
    }
    return figures + decisions(of: records)
  }

  private static func decisions(of records: [CategoryRecord]) -> [ReportPage.Tile] {
    let parts = records.flatMap(\.parts)
    let (good, defective) = (parts.filter(\.isGood), parts.filter { !$0.isGood })
    let promised = records.map(\.decision.falseAlarmRate).max() ?? 0
    let seconds = parts.map(\.seconds).sorted()
    return [
      Self(
        label: "Defects found", value: Self.share(of: defective),
        note: "at the threshold from good parts"),
      Self(
        label: "False alarms", value: Self.share(of: good),
        note: "promised: at most \(Figure.percent(promised))"),
      Self(
        label: "Seconds per part",
        value: seconds.isEmpty ? "–" : String(format: "%.2f", seconds[seconds.count / 2]),
        note: "median of reading and scoring, with others running beside it"),
    ]
  }

  /// How many of some parts failed, on one line.
  private static func share(of parts: [PartRecord]) -> String {
    "\(parts.count { $0.verdict == "fail" })\u{a0}of\u{a0}\(parts.count)"
  }
}
