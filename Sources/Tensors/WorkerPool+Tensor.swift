extension WorkerPool {
  /// Fills a tensor in blocks of whole rows, in parallel.
  ///
  /// - Parameters:
  ///   - shape: The shape of the result; rows are steps of its outermost axis.
  ///   - blockRows: Rows per task. It must not depend on `threadCount`.
  ///   - body: Gets the rows of its block and the block's elements, zero at first, to write.
  /// - Returns: The filled tensor.
  public func tensor(
    shape: [Int], blockRows: Int,
    _ body: @escaping @Sendable (Range<Int>, UnsafeMutableBufferPointer<Float>) -> Void
  ) -> Tensor {
    var result = Tensor(shape: shape)
    fillRows(of: &result, blockRows: blockRows, body)
    return result
  }

  /// Rewrites a tensor in blocks of whole rows, in parallel.
  ///
  /// - Parameters:
  ///   - tensor: The tensor to change in place.
  ///   - blockRows: Rows per task. It must not depend on `threadCount`.
  ///   - body: Gets the rows of its block and the block's present elements.
  public func fillRows(
    of tensor: inout Tensor, blockRows: Int,
    _ body: @escaping @Sendable (Range<Int>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    precondition(blockRows > 0, "blocks of \(blockRows) rows")
    let rows = tensor.rows
    let rowCount = tensor.rowCount
    tensor.withUnsafeMutableElements { buffer in
      let shared = DisjointBuffer(buffer)
      forEach((rows + blockRows - 1) / blockRows) { block in
        let range = block * blockRows..<min(rows, (block + 1) * blockRows)
        body(range, shared.slice(range.lowerBound * rowCount..<range.upperBound * rowCount))
      }
    }
  }
}
