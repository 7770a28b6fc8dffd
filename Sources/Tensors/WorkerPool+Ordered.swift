extension WorkerPool {
  /// Works on numbered items several at a time and hands over the results in order.
  ///
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - batch: Items worked on, and results held, at the same time.
  ///   - transform: Makes the result of one item, on any thread.
  ///   - consume: Gets each index and result, in order, on the calling thread.
  /// - Throws: The first error in order, of `transform` or `consume`.
  public func forEachInOrder<Result: Sendable>(
    _ count: Int, batch: Int = 8, _ transform: @escaping @Sendable (Int) throws -> Result,
    consume: (Int, Result) throws -> Void
  ) throws {
    for start in stride(from: 0, to: count, by: batch) {
      let results = map(min(batch, count - start)) { offset in
        Swift.Result { try transform(start + offset) }
      }
      for (offset, result) in results.enumerated() { try consume(start + offset, result.get()) }
    }
  }
}
