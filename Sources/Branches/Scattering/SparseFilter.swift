/// A real filter over a square spectrum, kept only where it matters, and folded by subsampling.
///
/// Multiplying a spectrum of `side` points by the filter and adding the blocks of `foldedSide` points that alias
/// gives the spectrum of the filtered and subsampled signal.
struct SparseFilter: Sendable {
  /// A run of neighbouring frequencies of one row.
  struct Run: Sendable {
    /// The row and the first column in the spectrum.
    let row: Int
    let column: Int
    /// The column that the first frequency falls on after folding.
    let foldedColumn: Int
    /// The place of the first weight in `weights`.
    let start: Int
    /// The number of frequencies.
    let count: Int
  }

  /// The runs that fold onto each row, in ascending order of row and column.
  let runs: [[Run]]

  /// The weights of all runs.
  let weights: [Float]

  /// Keeps what matters of a filter.
  ///
  /// - Parameters:
  ///   - side: The rows and columns of the spectrum.
  ///   - foldedSide: Those of the subsampled spectrum; a divisor of `side`.
  ///   - tolerance: The largest weight that may be left out, relative to the largest of all.
  ///   - response: The weight at a row and column.
  init(side: Int, foldedSide: Int, tolerance: Double, response: (Int, Int) -> Double) {
    let dense = (0..<side * side).map { response($0 / side, $0 % side) }
    let smallest = tolerance * dense.reduce(0) { max($0, abs($1)) }
    var runs = [[Run]](repeating: [], count: foldedSide)
    var weights: [Float] = []
    for row in 0..<side {
      for block in stride(from: 0, to: side, by: foldedSide) {
        let columns = block..<block + foldedSide
        guard let first = columns.first(where: { abs(dense[row * side + $0]) > smallest }),
          let last = columns.last(where: { abs(dense[row * side + $0]) > smallest })
        else { continue }
        runs[row % foldedSide].append(
          Run(
            row: row, column: first, foldedColumn: first - block, start: weights.count,
            count: last - first + 1))
        weights += dense[row * side + first...row * side + last].map { Float($0) }
      }
    }
    self.runs = runs
    self.weights = weights
  }
}
