import Tensors

/// The directions along which rows vary most, by subspace iteration (Golub & Van Loan, section 8.2): a few matrix products,
/// where a whole decomposition of wide features would take longer than the training.
struct PrincipalDirections {
  /// Directions of length one, those of the largest variance first, `[directions, features]`.
  let directions: Tensor

  /// The variance along each.
  let variances: [Double]

  /// Directions beyond those asked for, which make the last of those converge.
  private static let spare = 16

  /// Rounds; the angle to the true subspace shrinks at least as `(λ_{k + spare} / λ_k)^rounds`.
  private static let rounds = 30

  /// Finds directions.
  ///
  /// - Parameters:
  ///   - covariance: `[features, features]`.
  ///   - count: Directions wanted; all where there are fewer features.
  ///   - random: Where the first directions are drawn from.
  ///   - pool: The threads to use; the result does not depend on them.
  init(of covariance: Tensor, count: Int, random: RandomStream, on pool: WorkerPool) {
    let features = covariance.rows
    let width = min(features, count + Self.spare)
    var stream = random
    var basis = Tensor(
      shape: [width, features], elements: (0..<width * features).map { _ in stream.normal() })
    basis.makeOrthonormal()
    // A basis of the whole space holds every direction already.
    for _ in 0..<(width < features ? Self.rounds : 0) {
      basis = Tensor.product(Factor(basis), Factor(covariance), on: pool)
      basis.makeOrthonormal()
    }
    let image = Tensor.product(Factor(basis), Factor(covariance), on: pool)
    let inner = Tensor.product(Factor(image), Factor(transposed: basis), on: pool)
    let eigen = SymmetricEigen(inner.elements.map(Double.init), count: width)
    let kept = min(count, features)
    let mixing = Tensor(shape: [kept, width], elements: eigen.vectors[0..<kept * width].map { Float($0) })
    directions = Tensor.product(Factor(mixing), Factor(basis), on: pool)
    variances = eigen.values[0..<kept].map { max($0, 0) }
  }
}

extension Tensor {
  /// Makes the rows perpendicular and of length one (Gram-Schmidt).
  ///
  /// The first row comes first, and each is done twice, so that rounding cannot add up. A row that depends on those before it becomes zero.
  fileprivate mutating func makeOrthonormal() {
    let (count, width) = (rows, rowCount)
    withUnsafeMutableElements { elements in
      guard let start = elements.baseAddress else { return }
      for row in 0..<count {
        let target = start + row * width
        let before = Self.dot(target, target, width)
        for _ in 0..<2 {
          for earlier in 0..<row {
            Self.add(
              start + earlier * width, times: -Self.dot(start + earlier * width, target, width), to: target,
              width)
          }
        }
        let after = Self.dot(target, target, width)
        let factor = after > 1e-10 * before && after > 0 ? 1 / after.squareRoot() : 0
        for column in 0..<width { target[column] *= factor }
      }
    }
  }

  private static func dot(_ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ count: Int)
    -> Float
  {
    var sums = SIMD16<Float>(repeating: 0)
    var index = 0
    while index &+ 16 <= count {
      sums +=
        UnsafeRawPointer(first + index).loadUnaligned(as: SIMD16<Float>.self)
        * UnsafeRawPointer(second + index).loadUnaligned(as: SIMD16<Float>.self)
      index &+= 16
    }
    var sum = sums.sum()
    while index < count {
      sum += first[index] * second[index]
      index &+= 1
    }
    return sum
  }

  private static func add(
    _ source: UnsafePointer<Float>, times factor: Float, to target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    var index = 0
    while index < count {
      target[index] += factor * source[index]
      index &+= 1
    }
  }
}
