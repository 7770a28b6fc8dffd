/// The eigenvalues and eigenvectors of a symmetric matrix, in double precision.
///
/// Cyclic Jacobi rotations (Golub & Van Loan, section 8.5): slower than other ways, but short, exact to the last digits and the
/// same on every machine. Matrices here have at most a few hundred rows.
struct SymmetricEigen {
  /// The rows of the matrix.
  let count: Int

  /// The eigenvalues, largest first.
  let values: [Double]

  /// The eigenvectors of length one, one row for each value, row-major.
  let vectors: [Double]

  /// Sweeps over all pairs of rows at most; ten do for hundreds of rows.
  private static let sweeps = 30

  /// Decomposes a matrix.
  ///
  /// - Parameters:
  ///   - matrix: Row-major; the upper triangle is read.
  ///   - count: Its rows.
  init(_ matrix: [Double], count: Int) {
    precondition(
      matrix.count == count * count, "\(matrix.count) elements of a square matrix of \(count) rows")
    self.count = count
    var (work, vectors) = (matrix, [Double](repeating: 0, count: count * count))
    for row in 0..<count {
      vectors[row * count + row] = 1
      for column in 0..<row { work[row * count + column] = matrix[column * count + row] }
    }
    work.withUnsafeMutableBufferPointer { work in
      vectors.withUnsafeMutableBufferPointer { vectors in
        guard let work = work.baseAddress, let vectors = vectors.baseAddress else { return }
        var remaining = Self.sweeps
        while remaining > 0, Self.sweep(work, vectors, count) { remaining -= 1 }
      }
    }
    let diagonal = (0..<count).map { work[$0 * count + $0] }
    let order = (0..<count).sorted { (diagonal[$0], $1) > (diagonal[$1], $0) }
    values = order.map { diagonal[$0] }
    self.vectors = order.flatMap { vectors[$0 * count..<($0 + 1) * count] }
  }

  /// The eigenvector of a value.
  func vector(_ index: Int) -> ArraySlice<Double> { vectors[index * count..<(index + 1) * count] }

  /// Rotates every pair of rows once; false when all were at rest.
  private static func sweep(
    _ work: UnsafeMutablePointer<Double>, _ vectors: UnsafeMutablePointer<Double>, _ count: Int
  ) -> Bool {
    var hasMoved = false
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1) {
        let (p, q) = (work[first * count + first], work[second * count + second])
        let off = work[first * count + second]
        guard abs(off) > 1e-15 * (abs(p) * abs(q)).squareRoot(), abs(off) > 1e-300 else { continue }
        hasMoved = true
        let angle = Rotation(p, off, q)
        angle.turnColumns(first, second, of: work, count)
        angle.turnRows(first, second, of: work, count)
        angle.turnRows(first, second, of: vectors, count)
      }
    }
    return hasMoved
  }

  /// The rotation that makes the element of two rows zero.
  private struct Rotation {
    let cosine: Double
    let sine: Double

    init(_ p: Double, _ off: Double, _ q: Double) {
      let ratio = (q - p) / (2 * off)
      let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (ratio * ratio + 1).squareRoot())
      cosine = 1 / (tangent * tangent + 1).squareRoot()
      sine = tangent * cosine
    }

    func turnRows(_ first: Int, _ second: Int, of matrix: UnsafeMutablePointer<Double>, _ count: Int) {
      let (a, b) = (matrix + first * count, matrix + second * count)
      var column = 0
      while column < count {
        let (x, y) = (a[column], b[column])
        a[column] = cosine * x - sine * y
        b[column] = sine * x + cosine * y
        column &+= 1
      }
    }

    func turnColumns(_ first: Int, _ second: Int, of matrix: UnsafeMutablePointer<Double>, _ count: Int) {
      var row = 0
      while row < count {
        let line = matrix + row &* count
        let (x, y) = (line[first], line[second])
        line[first] = cosine * x - sine * y
        line[second] = sine * x + cosine * y
        row &+= 1
      }
    }
  }
}
