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
    let labelY: String
  }

  let summary: String
  let bars: [Bar]
  let marks: [Mark]
  let ticks: [ChartFrame.Tick]
  let middle: String

  private static let binCount = 36

  /// A drawing, or nil when there are no parts.
  init?(_ record: CategoryRecord) {
    guard let upper = Self.upperEnd(of: record) else { return nil }
    let bins = [true, false].map { isGood in
      Self.counts(record.parts.filter { $0.isGood == isGood }.map(\.score), upper: upper)
    }
    let tallest = max(bins.flatMap { $0 }.max() ?? 1, 1)
    bars = zip(bins, ["good", "defective"]).flatMap { counts, kind in
      Self.bars(counts, kind: kind, tallest: tallest, upper: upper)
    }
    marks = Self.marks(record.decision, upper: upper)
    ticks = (0...4).map { step in
      let share = Double(step) / 4
      let text = Figure.short(upper * Float(share)) + (step == 4 ? "+" : "")
      return ChartFrame.Tick(place: Figure.place(ChartFrame.x(share)), text: text)
    }
    middle = Figure.place(ChartFrame.y(0.5))
    let good = record.parts.count { $0.isGood }
    let threshold = record.decision.threshold.map { " The threshold is \(Figure.short($0))." } ?? ""
    summary =
      "Scores of \(good) good parts, upward, and \(record.parts.count - good) defective parts, downward, of "
      + "\(record.name).\(threshold)"
  }

  /// The end of the axis: all scores, unless a few lie far beyond three times the threshold.
  private static func upperEnd(of record: CategoryRecord) -> Float? {
    let scores = record.parts.map(\.score).sorted()
    guard let largest = scores.last else { return nil }
    guard let threshold = record.decision.threshold, threshold > 0 else { return max(largest, 1e-6) }
    let usual = scores[scores.count * 9 / 10]
    return max(min(largest, max(3 * threshold, usual * 1.2)), threshold * 1.1)
  }

  private static func counts(_ scores: [Float], upper: Float) -> [Int] {
    var counts = [Int](repeating: 0, count: binCount)
    for score in scores {
      let share = max(0, min(score / upper, 1))
      counts[min(Int(share * Float(binCount)), binCount - 1)] += 1
    }
    return counts
  }

  private static func bars(_ counts: [Int], kind: String, tallest: Int, upper: Float) -> [Bar] {
    let step = (ChartFrame.right - ChartFrame.left) / Double(binCount)
    let room = (ChartFrame.bottom - ChartFrame.top) / 2
    return counts.indices.filter { counts[$0] > 0 }.map { bin in
      let height = room * Double(counts[bin]) / Double(tallest)
      let top = ChartFrame.y(0.5) - (kind == "good" ? height : 0)
      let from = Figure.short(upper * Float(bin) / Float(binCount))
      return Bar(
        x: Figure.place(ChartFrame.left + step * Double(bin) + 0.5), y: Figure.place(top),
        width: Figure.place(step - 1), height: Figure.place(height), kind: kind,
        label: "\(counts[bin]) \(kind), score from \(from)")
    }
  }

  private static func marks(_ decision: DecisionRecord, upper: Float) -> [Mark] {
    let all = [("fail", "fails", decision.threshold), ("warn", "warns", decision.warnThreshold)]
    var shown = all.compactMap { kind, label, value in value.map { (kind, label, $0) } }
    if decision.warnThreshold == decision.threshold { shown = Array(shown.prefix(1)) }
    return shown.map { kind, label, value in
      let x = ChartFrame.x(Double(min(value / upper, 1)))
      let isWarn = kind == "warn"
      return Mark(
        x: Figure.place(x), kind: kind, label: label, anchor: isWarn ? "end" : "start",
        labelX: Figure.place(x + (isWarn ? -4 : 4)), labelY: Figure.place(ChartFrame.top + 9))
    }
  }
}
