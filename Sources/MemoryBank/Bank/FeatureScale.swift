import CKernels
import Tensors

/// Standardisation of one modality: its mean vector, and one scalar for all features.
///
/// The scalar is the mean Euclidean distance of two random good patches, so that such patches lie at distance
/// one on average afterwards. Scaling each feature by its own deviation loses accuracy, and the typical
/// distance to the nearest neighbour weighs the modalities badly against each other (measured in the
/// project's prototype of the adaptation).
public struct FeatureScale: Sendable, Equatable {
  /// The mean of the good patches, `[features]`.
  public let center: [Float]

  /// The mean distance of two random good patches; 1 when all patches are equal.
  public let typicalDistance: Float

  /// Pairs of patches that the typical distance is averaged over; its standard error is below 1 %.
  public static let pairCount = 8_192

  /// A scale that is known already.
  ///
  /// - Parameters:
  ///   - center: The mean vector.
  ///   - typicalDistance: A positive finite distance.
  public init(center: [Float], typicalDistance: Float) {
    precondition(
      typicalDistance > 0 && typicalDistance.isFinite, "a typical distance of \(typicalDistance)")
    self.center = center
    self.typicalDistance = typicalDistance
  }

  /// Measures the scale of good patches.
  ///
  /// - Parameters:
  ///   - patches: `[patches, features]`.
  ///   - isValid: Which of them count, one flag for each; nil when all do.
  ///   - random: The stream that pairs are drawn from.
  ///   - pool: The threads to work on.
  public init(of patches: Tensor, where isValid: [Bool]? = nil, random: RandomStream, on pool: WorkerPool) {
    let rows = (0..<patches.rows).filter { isValid?[$0] ?? true }
    center = Self.mean(of: rows, in: patches, on: pool)
    typicalDistance = Self.meanDistance(of: rows, in: patches, random: random)
  }

  /// Whether distances in standardised features can be computed: the sums neither overflowed nor met a NaN.
  var isUsable: Bool {
    typicalDistance.isFinite && typicalDistance > 0 && center.allSatisfy(\.isFinite)
  }

  /// Writes `(features - center) / typicalDistance` of one patch over `target`.
  func standardize(_ features: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    let factor = 1 / typicalDistance
    center.withUnsafeBufferPointer { center in
      var index = 0
      while index < center.count {
        target[index] = (features[index] - center[index]) * factor
        index &+= 1
      }
    }
  }

  // Sums of blocks of fixed size, added in order, so that the number of threads does not matter.
  private static func mean(of rows: [Int], in patches: Tensor, on pool: WorkerPool) -> [Float] {
    let features = patches.shape[1]
    let blockRows = 1_024
    let sums = pool.map((rows.count + blockRows - 1) / blockRows) { block in
      let range = block * blockRows..<min(rows.count, (block + 1) * blockRows)
      return sum(of: rows[range], in: patches)
    }
    var total = [Double](repeating: 0, count: features)
    for sum in sums { for feature in 0..<features { total[feature] += sum[feature] } }
    return total.map { Float($0 / Double(max(rows.count, 1))) }
  }

  private static func sum(of rows: ArraySlice<Int>, in patches: Tensor) -> [Double] {
    let features = patches.shape[1]
    var sum = [Double](repeating: 0, count: features)
    sum.withUnsafeMutableBufferPointer { sum in
      patches.withUnsafeElements { elements in
        guard let elements = elements.baseAddress, let sum = sum.baseAddress else { return }
        for row in rows {
          let start = elements + row * features
          var feature = 0
          while feature < features {
            sum[feature] += Double(start[feature])
            feature &+= 1
          }
        }
      }
    }
    return sum
  }

  private static func meanDistance(of rows: [Int], in patches: Tensor, random: RandomStream) -> Float {
    guard rows.count > 1 else { return 1 }
    var random = random
    var total = 0.0
    for _ in 0..<pairCount {
      let first = random.index(below: rows.count)
      let second = (first + 1 + random.index(below: rows.count - 1)) % rows.count
      total += Double(squaredDistance(patches, rows[first], rows[second]).squareRoot())
    }
    let mean = Float(total / Double(pairCount))
    return mean == 0 ? 1 : mean
  }

  private static func squaredDistance(_ patches: Tensor, _ first: Int, _ second: Int) -> Float {
    let features = patches.shape[1]
    return patches.withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return 0 }
      return assay_squared_distance(start + first * features, start + second * features, features)
    }
  }
}
