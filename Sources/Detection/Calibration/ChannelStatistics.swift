import Tensors

/// How one channel of distances is distributed over the patches of good parts.
public struct ChannelStatistics: Codable, Sendable, Equatable {
  /// The mean distance.
  public let mean: Float

  /// The standard deviation of the distance; positive.
  public let deviation: Float

  /// The statistics of a sample of finite distances.
  ///
  /// - Parameter distances: Distances of patches of good parts; with fewer than two, mean 0 and deviation 1.
  public init(_ distances: [Float]) {
    guard distances.count > 1 else {
      mean = 0
      deviation = 1
      return
    }
    let count = Double(distances.count)
    let mean = distances.reduce(0) { $0 + Double($1) } / count
    let variance = distances.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    self.mean = Float(mean)
    deviation = Float(max(variance.squareRoot(), 1e-6))
  }
}
