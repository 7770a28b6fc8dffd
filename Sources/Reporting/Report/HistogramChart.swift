/// How scores lie: good parts upward, defective ones downward, with the thresholds across.
struct HistogramChart {
  /// A bar.
  struct Bar {
    let x: String
    let y: String
    let width: String
    let height: String
    let kind: String
    let label: String
  }

  /// A threshold.
  struct Mark {
    let x: String
    let kind: String
    let label: String
    let anchor: String
    let labelX: String
  }

  let summary: String
  let bars: [Bar]
  let marks: [Mark]
  let ticks: [ChartFrame.Tick]
  let tallest: String
  let middle: String

  /// A drawing, or nil when there are no parts.
  init?(_ record: CategoryRecord) {
    let scores = record.parts.map(\.score).filter(\.isFinite)
    guard let bins = HistogramBins(scores, threshold: record.decision.threshold) else { return nil }
    let counts = [true, false].map { isGood in
      bins.counts(of: record.parts.filter { $0.isGood == isGood }.map(\.score))
    }
    let tallest = max(counts.flatMap { $0 }.max() ?? 1, 1)
    bars = zip(counts, ["good", "defective"]).flatMap { counts, kind in
      Self.bars(counts, kind: kind, tallest: tallest, bins)
    }
    marks = Self.marks(record.decision, end: bins.end)
    ticks = Self.ticks(bins)
    self.tallest = "\(tallest)"
    middle = Figure.place(ChartFrame.y(0.5))
    summary = Self.summary(record)
  }

  private static func summary(_ record: CategoryRecord) -> String {
    let good = record.parts.count { $0.isGood }
    let threshold = record.decision.threshold.map { " The threshold is \(Figure.short($0))." } ?? ""
    return
      "Scores of \(good) good parts, upward, and \(record.parts.count - good) defective parts, downward, of "
      + "\(record.name).\(threshold)"
  }

  /// Round numbers, and the end where bars beyond it are gathered.
  private static func ticks(_ bins: HistogramBins) -> [ChartFrame.Tick] {
    let round = bins.ticks.filter { !bins.isCut || $0 < bins.end * 0.9 }
    let end = bins.isCut ? [(bins.end, Figure.short(Float(bins.end)) + "+")] : []
    return (round.map { ($0, Figure.short(Float($0))) } + end).map { value, text in
      ChartFrame.Tick(place: Figure.place(ChartFrame.x(value / bins.end)), text: text)
    }
  }

  private static func bars(_ counts: [Int], kind: String, tallest: Int, _ bins: HistogramBins) -> [Bar] {
    let step = (ChartFrame.right - ChartFrame.left) / Double(bins.count)
    let room = (ChartFrame.bottom - ChartFrame.top) / 2
    return counts.indices.filter { counts[$0] > 0 }.map { bin in
      let height = room * Double(counts[bin]) / Double(tallest)
      let top = ChartFrame.y(0.5) - (kind == "good" ? height : 0)
      let from = Figure.short(Float(bins.width * Double(bin)))
      return Bar(
        x: Figure.place(ChartFrame.left + step * Double(bin) + 0.5), y: Figure.place(top),
        width: Figure.place(step - 1), height: Figure.place(height), kind: kind,
        label: "\(counts[bin]) \(kind), score above \(from)")
    }
  }

  private static func marks(_ decision: DecisionRecord, end: Double) -> [Mark] {
    let all = [("fail", "fails", decision.threshold), ("warn", "warns", decision.warnThreshold)]
    var shown = all.compactMap { kind, label, value in value.map { (kind, label, $0) } }
    if decision.warnThreshold == decision.threshold { shown = Array(shown.prefix(1)) }
    return shown.map { kind, label, value in
      let x = ChartFrame.x(min(Double(value) / end, 1))
      let isWarn = kind == "warn"
      return Mark(
        x: Figure.place(x), kind: kind, label: label, anchor: isWarn ? "end" : "start",
        labelX: Figure.place(x + (isWarn ? -4 : 4)))
    }
  }
}
