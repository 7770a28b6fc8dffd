import Tensors

/// Captures that are read one by one when they are needed, in a fixed order.
public struct CaptureSource: Sendable {
  /// How many there are.
  public let count: Int

  /// Reads one of them; may be called on several threads at once.
  public let load: @Sendable (Int) throws -> Capture

  /// Captures behind a function.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - load: Reads one of them; may be called on several threads at once.
  public init(count: Int, load: @escaping @Sendable (Int) throws -> Capture) {
    self.count = count
    self.load = load
  }

  /// Captures in memory.
  public init(_ captures: [Capture]) {
    self.init(count: captures.count) { captures[$0] }
  }

  /// Nothing.
  public static let empty = CaptureSource([])

  /// Works on every capture, several at a time, and hands over the results in order.
  ///
  /// - Parameters:
  ///   - pool: The threads to use; each capture is worked on by one of them.
  ///   - progress: Is told how many are done.
  ///   - transform: Makes a result of a capture.
  ///   - consume: Gets each result, in order.
  /// - Throws: The first error in order, of reading or of `transform`.
  func forEach<Result: Sendable>(
    on pool: WorkerPool, progress: (Int, Int) -> Void,
    _ transform: @escaping @Sendable (Capture) throws -> Result, consume: (Result) throws -> Void
  ) throws {
    try pool.forEachInOrder(count) { [load] index in
      try transform(load(index))
    } consume: { index, result in
      try consume(result)
      progress(index + 1, count)
    }
  }
}
