/// The metrics of a category, and the curves behind them.
public struct CategoryResults: Sendable {
  /// The figures.
  public var metrics: CategoryMetrics

  /// The curves of each row, by its name.
  public var curves: [String: RowCurves]

  /// Metrics with their curves.
  public init(metrics: CategoryMetrics, curves: [String: RowCurves]) {
    self.metrics = metrics
    self.curves = curves
  }
}
