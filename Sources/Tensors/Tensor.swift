/// A dense array of 32-bit floats, row-major and compact.
///
/// Shapes are written outermost first: an image is `[height, width, 3]`, patch features are
/// `[patches, features]`. There are no strides, so every kernel can assume contiguous rows.
public struct Tensor: Sendable, Equatable {
  /// The extent of each axis, outermost first.
  public let shape: [Int]

  /// All elements, row-major; as many as the product of `shape`.
  public internal(set) var elements: [Float]

  /// Wraps existing elements.
  ///
  /// - Parameters:
  ///   - shape: The extent of each axis.
  ///   - elements: Row-major values, as many as the product of `shape`.
  public init(shape: [Int], elements: [Float]) {
    precondition(
      shape.reduce(1, *) == elements.count,
      "a tensor of shape \(shape) cannot hold \(elements.count) elements")
    self.shape = shape
    self.elements = elements
  }

  /// A tensor in which every element has the same value.
  public init(shape: [Int], repeating value: Float = 0) {
    self.init(shape: shape, elements: [Float](repeating: value, count: shape.reduce(1, *)))
  }

  /// The number of elements.
  public var count: Int { elements.count }

  /// The extent of the outermost axis.
  public var rows: Int { shape.first ?? 1 }

  /// The number of elements in one step of the outermost axis.
  public var rowCount: Int { shape.dropFirst().reduce(1, *) }

  /// The same elements under another shape of equal size.
  public func reshaped(to shape: [Int]) -> Tensor {
    Tensor(shape: shape, elements: elements)
  }

  /// Calls `body` with the elements.
  public func withUnsafeElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try elements.withUnsafeBufferPointer(body)
  }

  /// Calls `body` with the elements for writing in place.
  public mutating func withUnsafeMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try elements.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in try body(buffer) }
  }
}
