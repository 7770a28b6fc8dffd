import Tensors

/// Sums over many rows, in blocks that do not depend on the number of threads.
enum ColumnSums {
  /// Rows in one block; sums within a block are single precision, sums of blocks double.
  private static let block = 256

  /// Adds up what `add` adds for each block of rows.
  ///
  /// - Parameters:
  ///   - rows: The rows to go through.
  ///   - columns: The length of the sums.
  ///   - pool: The threads to use.
  ///   - add: Gets a range of rows, and `[columns]` sums to add to.
  /// - Returns: `[columns]`.
  static func over(
    rows: Int, columns: Int, on pool: WorkerPool,
    _ add: @escaping @Sendable (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) -> Tensor {
    let blocks = (rows + block - 1) / block
    let partial = pool.tensor(shape: [blocks, columns], blockRows: 1) { range, sums in
      guard let sums = sums.baseAddress, let index = range.first else { return }
      add(index * block..<min(rows, (index + 1) * block), sums)
    }
    var total = [Double](repeating: 0, count: columns)
    for index in 0..<blocks {
      for (column, value) in partial.row(index).enumerated() { total[column] += Double(value) }
    }
    return Tensor(shape: [columns], elements: total.map { Float($0) })
  }

  /// The sum of all rows of a matrix, `[columns]`.
  static func over(_ matrix: Tensor, on pool: WorkerPool) -> Tensor {
    let columns = matrix.rowCount
    return over(rows: matrix.rows, columns: columns, on: pool) { rows, sums in
      withElements(of: matrix) { elements in
        for row in rows { add(elements + row * columns, to: sums, count: columns) }
      }
    }
  }
}
