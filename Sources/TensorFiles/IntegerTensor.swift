/// A dense array of whole numbers, row-major and compact, as checkpoints hold counters and indices.
public struct IntegerTensor: Sendable, Equatable {
  /// The extent of each axis, outermost first.
  public let shape: [Int]

  /// All elements, row-major.
  public let elements: [Int64]

  /// Wraps existing elements, as many as the product of `shape`.
  public init(shape: [Int], elements: [Int64]) {
    precondition(
      shape.reduce(1, *) == elements.count,
      "an integer tensor of shape \(shape) cannot hold \(elements.count) elements")
    self.shape = shape
    self.elements = elements
  }
}
