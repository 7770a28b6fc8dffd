import Tensors

/// The definitions that the fast code must meet bit for bit, as plain loops.
enum PlainSearch {
  /// The documented order of sums: sixteen partial sums, then pairs eight, four, two and one apart.
  static func squaredDistance(_ left: ArraySlice<Float>, _ right: ArraySlice<Float>) -> Float {
    var sums = [Float](repeating: 0, count: 16)
    for (index, pair) in zip(left, right).enumerated() {
      let difference = pair.0 - pair.1
      sums[index % 16] += difference * difference
    }
    for half in [8, 4, 2, 1] { for lane in 0..<half { sums[lane] += sums[lane + half] } }
    return sums[0]
  }

  /// The first of the nearest rows by the sum of the squared distances in some ranges of columns.
  static func nearest(
    to query: ArraySlice<Float>, in rows: Tensor, columns: [Range<Int>], where takesPart: (Int) -> Bool
  ) -> (squaredDistance: Float, row: Int) {
    var best = (squaredDistance: Float.infinity, row: -1)
    for row in 0..<rows.rows where takesPart(row) {
      let distance = columns.reduce(Float(0)) { sum, range in
        sum + squaredDistance(part(query, range), part(rows.row(row), range))
      }
      if best.row < 0 || distance < best.squaredDistance { best = (distance, row) }
    }
    return best
  }

  /// Greedy k-centre selection by its definition.
  static func coreset(of points: Tensor, count: Int, first: Int) -> (taken: [Int], squaredRadius: Float) {
    var taken = [first]
    var distances = [Float](repeating: .infinity, count: points.rows)
    while true {
      let center = points.row(taken[taken.count - 1])
      var farthest = 0
      for row in 0..<points.rows {
        distances[row] = min(distances[row], squaredDistance(points.row(row), center))
        if distances[row] > distances[farthest] { farthest = row }
      }
      if taken.count == count || distances[farthest] == 0 { return (taken, distances[farthest]) }
      taken.append(farthest)
    }
  }

  private static func part(_ row: ArraySlice<Float>, _ range: Range<Int>) -> ArraySlice<Float> {
    row[row.startIndex + range.lowerBound..<row.startIndex + range.upperBound]
  }
}

/// Tensors with known kinds of trouble.
enum Rows {
  static func normal(_ shape: [Int], seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed)
    return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }

  /// Ones of either sign, often many alike side by side.
  static func signs(_ shape: [Int], seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed)
    let signs = (0..<shape.reduce(1, *) / 10 + 1).map { _ in random.index(below: 2) == 0 ? Float(-1) : 1 }
    return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { signs[$0 / 10] })
  }

  /// Few different values, so that distances tie and rows repeat.
  static func lattice(_ shape: [Int], seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed)
    return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in Float(random.index(below: 2)) })
  }

  /// Clusters far from the origin, so that squared lengths cancel.
  static func clusters(_ shape: [Int], seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed)
    let offsets = (0..<shape[0]).map { _ in Float(random.index(below: 5) * 100) }
    let elements = (0..<shape[0] * shape[1]).map { offsets[$0 / shape[1]] + 0.01 * random.normal() }
    return Tensor(shape: shape, elements: elements)
  }

  /// Mostly small values and a few large ones, so that integers of one scale are coarse.
  static func spikes(_ shape: [Int], seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed)
    let elements = (0..<shape.reduce(1, *)).map { _ in
      random.index(below: 50) == 0 ? 1_000 * random.normal() : 0.01 * random.normal()
    }
    return Tensor(shape: shape, elements: elements)
  }
}
