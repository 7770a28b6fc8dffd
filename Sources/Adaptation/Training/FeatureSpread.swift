import Networks
import Tensors

/// How far features are spread: what shrinks when training makes them fall together.
public struct FeatureSpread: Sendable, Equatable, Codable {
  /// The participation ratio of the covariance's eigenvalues, `(Σ λ)² / Σ λ²`: the directions that carry the variance.
  public let effectiveRank: Float

  /// The root of the mean squared distance of two rows.
  public let meanDistance: Float

  /// Measures rows, `[rows, features]`.
  ///
  /// The Gram matrix of the centred rows has the eigenvalues of the covariance, so none have to be computed.
  init(of rows: Tensor, on pool: WorkerPool) {
    let centered = rows.centered
    let gram = Tensor.product(Factor(centered), Factor(transposed: centered), on: pool)
    var trace = 0.0
    for row in 0..<gram.rows { trace += Double(gram[row, row]) }
    let squares = gram.elements.reduce(0.0) { $0 + Double($1) * Double($1) }
    effectiveRank = squares > 0 ? Float(trace * trace / squares) : 0
    meanDistance = Float((2 * trace / Double(max(rows.rows - 1, 1))).squareRoot())
  }
}

extension Tensor {
  /// The rows less their mean.
  fileprivate var centered: Tensor {
    var centered = self
    let mean = (0..<rows).reduce(into: [Double](repeating: 0, count: rowCount)) { mean, index in
      for (column, value) in row(index).enumerated() { mean[column] += Double(value) / Double(rows) }
    }
    for row in 0..<rows {
      for column in 0..<rowCount { centered[row, column] -= Float(mean[column]) }
    }
    return centered
  }
}
