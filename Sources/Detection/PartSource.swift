import Tensors

/// Something of each of several parts, read or made one by one when it is needed, in a fixed order.
public struct PartSource<Part: Sendable>: Sendable {
  /// How many parts there are.
  public let count: Int

  /// Gives one of them; may be called on several threads at once.
  public let load: @Sendable (Int) throws -> Part

  /// Parts behind a function.
  ///
  /// - Parameters:
  ///   - count: How many parts there are.
  ///   - load: Gives one of them; may be called on several threads at once.
  public init(count: Int, load: @escaping @Sendable (Int) throws -> Part) {
    self.count = count
    self.load = load
  }

  /// Works on every part, several at a time, and hands over the results in order.
  ///
  /// - Parameters:
  ///   - pool: The threads to use; each part is worked on by one of them.
  ///   - progress: Is told how many are done.
  ///   - transform: Makes a result of a part.
  ///   - consume: Gets each result, in order.
  /// - Throws: The first error in order, of loading or of `transform`.
  func forEach<Result: Sendable>(
    on pool: WorkerPool, progress: (Int, Int) -> Void,
    _ transform: @escaping @Sendable (Part) throws -> Result, consume: (Result) throws -> Void
  ) throws {
    try pool.forEachInOrder(count) { [load] index in
      try transform(load(index))
    } consume: { index, result in
      try consume(result)
      progress(index + 1, count)
    }
  }
}
