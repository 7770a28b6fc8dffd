import CKernels
import Tensors

/// For each point of a part the three nearest group centres, and how much each of them counts.
///
/// The weights are `1 / (d² + 1e-8)`, d in metres, divided by their sum (Qi 2017, as used with Point-MAE in
/// arXiv 2303.00601).
struct CenterInterpolation: Sendable {
  /// The centres that a point takes part in.
  static let neighborCount = 3

  /// The positions of the centres, `[points][3]`; fewer centres than three leave weights of 0.
  let centers: [Int32]

  /// Their weights, `[points][3]`.
  let weights: Tensor

  /// Points in one task.
  private static let block = 512

  /// What keeps a point at its centre from dividing by 0, in square metres.
  private static let offset: Float = 1e-8

  init(of points: PointSet, centers: PointSet, on pool: WorkerPool) {
    // A row holds three positions, which are exact as floats, and three weights.
    let rows = pool.tensor(shape: [points.count, 6], blockRows: Self.block) { range, rows in
      Self.write(range, of: points, centers, to: rows)
    }
    let all = 0..<points.count * 3
    self.centers = all.map { Int32(rows.elements[$0 / 3 * 6 + $0 % 3]) }
    weights = Tensor(
      shape: [points.count, 3], elements: all.map { rows.elements[$0 / 3 * 6 + 3 + $0 % 3] })
  }

  private static func write(
    _ range: Range<Int>, of points: PointSet, _ centers: PointSet, to rows: UnsafeMutableBufferPointer<Float>
  ) {
    let numbers = (0..<centers.count).map { Int32($0) }
    var scratch = [Float](repeating: 0, count: centers.count)
    var keys = [UInt64](repeating: 0, count: 2 * neighborCount)
    var found = [Int32](repeating: 0, count: neighborCount)
    var squares = [Float](repeating: 0, count: neighborCount)
    var guess: Float = 0
    for (place, index) in range.enumerated() {
      let query = [points.x[index], points.y[index], points.z[index]]
      let count = assay_nearest_points(
        centers.x, centers.y, centers.z, numbers, centers.count, query, neighborCount, guess, .infinity,
        &scratch, &keys, &found, &squares)
      guess = squares[max(count, 1) - 1]
      let inverses = (0..<count).map { 1 / (squares[$0] + offset) }
      let sum = inverses.reduce(0, +)
      for neighbor in 0..<count {
        rows[6 * place + neighbor] = Float(found[neighbor])
        rows[6 * place + 3 + neighbor] = inverses[neighbor] / sum
      }
    }
  }
}
