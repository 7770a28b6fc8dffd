import Evaluation

/// The curves of all rows of one category in one drawing.
struct CurveChart {
  /// Which curve of a row is drawn.
  enum Kind {
    case imageROC
    case overlap
  }

  /// The curve of one row.
  struct Line {
    let mark: String
    let path: String
    let label: String
  }

  let title: String
  let vertical: String
  let summary: String
  let lines: [Line]
  let horizontalTicks: [ChartFrame.Tick]
  let verticalTicks: [ChartFrame.Tick]

  /// A drawing, or nil when no row has the curve.
  ///
  /// - Parameters:
  ///   - title: What is drawn.
  ///   - category: The name of the category.
  ///   - vertical: What goes up.
  ///   - limit: The largest false-positive rate that is drawn.
  ///   - metric: Which curve of a row is drawn.
  ///   - record: The results of the category.
  ///   - series: The rows in order; the first is drawn last, on top.
  init?(
    title: String, category: String, vertical: String, limit: Double, metric: Kind, _ record: CategoryRecord,
    _ series: [Series]
  ) {
    let figure = metric == .imageROC ? Metric.imageAUROC : .auPRO30
    lines = series.reversed().compactMap { series in
      let curves = record.curves[series.row]
      guard let outline = metric == .imageROC ? curves?.imageROC : curves?.overlap else { return nil }
      let value = Figure.text(record.metrics.rows[series.row]?[figure])
      return Line(
        mark: series.mark, path: Self.path(outline, limit: limit), label: "\(series.label): \(value)")
    }
    guard !lines.isEmpty else { return nil }
    self.title = title
    self.vertical = vertical
    let values = lines.reversed().map(\.label).joined(separator: "; ")
    summary = "\(title) of \(category). \(figure.name) of \(values)."
    let rates = limit == 1 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.1, 0.2, 0.3]
    horizontalTicks = rates.map { rate in
      ChartFrame.Tick(place: Figure.place(ChartFrame.x(rate / limit)), text: Figure.percent(rate))
    }
    verticalTicks = [0, 0.25, 0.5, 0.75, 1].map { share in
      ChartFrame.Tick(place: Figure.place(ChartFrame.y(share)), text: Figure.percent(share))
    }
  }

  private static func path(_ outline: CurveOutline, limit: Double) -> String {
    let points = zip(outline.falsePositiveRates, outline.found).filter { $0.0 <= limit }
    return ChartFrame.path(points.map { (x: ChartFrame.x($0.0 / limit), y: ChartFrame.y($0.1)) })
  }
}
