import Evaluation
import Reporting
import Testing

@Suite("Tables of figures")
struct MetricsTableTests {
  private let table: MetricsTable

  init() {
    var (bagel, tire) = (MetricValues(), MetricValues())
    bagel.set(.imageAUROC, to: 0.91259, otherwise: "")
    bagel.set(.auPRO30, to: 1, otherwise: "")
    tire.set(.imageAUROC, to: 0.5, otherwise: "")
    tire.set(.auPRO30, to: nil, otherwise: "no defective pixel")
    var table = MetricsTable(decisionsOf: [
      Self.record(
        "bagel", decides: "fused/adapted", ["fused/adapted": bagel, "fused/frozen": MetricValues()]),
      Self.record("tire", decides: "fused/frozen", ["fused/adapted": MetricValues(), "fused/frozen": tire]),
    ])
    table.metrics = [.imageAUROC, .auPRO30]
    self.table = table
  }

  private static func record(
    _ name: String, decides row: String, _ rows: [String: MetricValues]
  ) -> CategoryRecord {
    let samples = SampleCounts(good: 1, defective: [:], withoutMask: 0)
    return CategoryRecord(
      name: name,
      results: CategoryResults(metrics: CategoryMetrics(rows: rows, samples: samples), curves: [:]),
      decision: DecisionRecord(
        row: row, threshold: 1, warnThreshold: 1, mapThreshold: 1, falseAlarmRate: 0.1, parts: 9,
        source: "validation"),
      parts: [])
  }

  @Test("On a terminal columns align, and a missing figure has its reason below")
  func text() {
    #expect(
      table.text == """
        category  row            I-AUROC  AUPRO@30%
        -------------------------------------------
        bagel     fused/adapted    0.913      1.000
        tire      fused/frozen     0.500          -
        -------------------------------------------
        mean                       0.706          -
        - no defective pixel: tire fused/frozen
        - undefined in tire: mean

        """)
  }

  @Test("Markdown has the mean in bold")
  func markdown() {
    #expect(
      table.markdown == """
        | category | row | I-AUROC | AUPRO@30% |
        | --- | --- | ---: | ---: |
        | bagel | fused/adapted | 0.913 | 1.000 |
        | tire | fused/frozen | 0.500 | - |
        | **mean** |  | **0.706** | **-** |

        - no defective pixel: tire fused/frozen
        - undefined in tire: mean

        """)
  }

  @Test("CSV has full precision and empty fields, and quotes what needs it")
  func csv() {
    #expect(
      table.csv
        == "category,row,I-AUROC,AUPRO@30%\r\nbagel,fused/adapted,0.91259,1.0\r\ntire,fused/frozen,0.5,\r\n"
        + "mean,,0.706295,\r\n")
    let odd = MetricsTable(labelHeads: ["a \"b\", c"], metrics: [], lines: [])
    #expect(odd.csv == "\"a \"\"b\"\", c\"\r\n")
  }

  @Test("Fused rows come first")
  func order() {
    let samples = SampleCounts(good: 1, defective: [:], withoutMask: 0)
    let rows = ["geometry/frozen", "zeta", "fused/frozen", "appearance/frozen", "fused/adapted"]
    let values = Dictionary(uniqueKeysWithValues: rows.map { ($0, MetricValues()) })
    let report = EvaluationReport(categories: ["a": CategoryMetrics(rows: values, samples: samples)])
    #expect(
      MetricsTable(meansOf: report).lines.flatMap(\.labels)
        == ["fused/adapted", "fused/frozen", "appearance/frozen", "geometry/frozen", "zeta"])
    // The mean over one category would say the same again.
    #expect(MetricsTable(allOf: report).lines.count == 5)
    let metrics = CategoryMetrics(rows: values, samples: samples)
    #expect(
      MetricsTable(allOf: EvaluationReport(categories: ["a": metrics, "b": metrics])).lines.count == 15)
  }

  @Test("A folder's name cannot act on the terminal or break a table")
  func strangeNames() {
    let line = MetricsTable.Line(labels: ["a|\u{1b}[2J\n"], values: MetricValues())
    let table = MetricsTable(labelHeads: ["category"], metrics: [], lines: [line])
    #expect(!table.text.contains("\u{1b}"))
    #expect(table.markdown.split(separator: "\n").count == 3)
    #expect(table.markdown.contains("a\\|"))
  }

  @Test("One category has no mean line")
  func single() {
    #expect(
      MetricsTable(decisionsOf: [Self.record("a", decides: "r", ["r": MetricValues()])]).lines.count == 1)
  }
}
