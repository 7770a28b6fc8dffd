import Tensors

/// A linear map that brings wide features to fewer numbers without correlation, all of about the same variance.
///
/// What adaptors cost grows with the square of the width of their features, and appearance features are wide and mostly
/// redundant: their first 128 principal components carry nearly all of their variance.
public struct Whitening: Sendable, Equatable {
  /// The mean of the good patches, `[features]`.
  public let center: Tensor

  /// What each whitened feature is made of, `[whitened, features]`.
  public let directions: Tensor

  /// The share of the largest variance that is added to each: directions with hardly any variance are noise.
  static let floor = 1e-3

  /// A map that is known already.
  public init(center: Tensor, directions: Tensor) {
    precondition(
      directions.shape.count == 2 && center.shape == [directions.rowCount],
      "directions of shape \(directions.shape) with a centre of shape \(center.shape)")
    self.center = center
    self.directions = directions
  }

  /// The length of a whitened patch.
  public var count: Int { directions.rows }

  /// Whitens rows, `[rows, features]` to `[rows, whitened]`.
  public func callAsFunction(_ rows: Tensor, on pool: WorkerPool) -> Tensor {
    .product(Factor(rows.less(center)), Factor(transposed: directions), on: pool)
  }
}

extension Whitening {
  /// Learns the map from the appearance of good samples.
  ///
  /// - Parameters:
  ///   - samples: The samples; each is read twice.
  ///   - count: The length of a whitened patch, at most that of an appearance patch.
  ///   - random: Where the search for the directions starts.
  ///   - pool: The threads to use; the result does not depend on them.
  /// - Throws: What reading a sample throws.
  public init(
    appearanceOf samples: TrainingSamples, count: Int, random: RandomStream, on pool: WorkerPool
  ) throws {
    let moments = try Moments(of: samples, on: pool)
    let found = PrincipalDirections(of: moments.covariance, count: count, random: random, on: pool)
    var directions = found.directions
    for (row, factor) in Self.factors(for: found.variances).enumerated() {
      for column in 0..<samples.appearanceFeatures { directions[row, column] *= factor }
    }
    self.init(center: moments.center, directions: directions)
  }

  /// What directions are multiplied with, so that the mean variance of whitened features is one, as adaptors expect;
  /// zeros for samples without any variance.
  private static func factors(for variances: [Double]) -> [Float] {
    guard let largest = variances.first, largest > 0 else { return variances.map { _ in 0 } }
    let raised = variances.map { $0 + floor * largest }
    let mean = zip(variances, raised).reduce(0) { $0 + $1.0 / $1.1 } / Double(variances.count)
    return raised.map { Float(1 / ($0 * mean).squareRoot()) }
  }

  /// The mean and the covariance of the appearance of samples.
  private struct Moments {
    let center: Tensor
    let covariance: Tensor

    init(of samples: TrainingSamples, on pool: WorkerPool) throws {
      let features = samples.appearanceFeatures
      var sum = [Double](repeating: 0, count: features)
      var count = 0
      for index in 0..<samples.count {
        let rows = try samples.load(index).appearance
        count += rows.rows
        for row in 0..<rows.rows {
          for (column, value) in rows.row(row).enumerated() { sum[column] += Double(value) }
        }
      }
      let center = Tensor(shape: [features], elements: sum.map { Float($0 / Double(max(count, 1))) })
      var squares = Tensor(shape: [features, features])
      for index in 0..<samples.count {
        let rows = try samples.load(index).appearance.less(center)
        squares.add(Factor(transposed: rows), times: Factor(rows), on: pool)
      }
      squares.scale(by: 1 / Float(max(count, 1)))
      (self.center, covariance) = (center, squares)
    }
  }
}

extension Tensor {
  /// The rows less one vector.
  fileprivate func less(_ center: Tensor) -> Tensor {
    var result = self
    let width = rowCount
    result.withUnsafeMutableElements { elements in
      center.withUnsafeElements { center in
        for row in 0..<rows {
          for column in 0..<width { elements[row * width + column] -= center[column] }
        }
      }
    }
    return result
  }
}
