/// A matrix in memory as a product reads it: anywhere, with any distance between its rows, as it is or transposed.
public struct MatrixOperand {
  let elements: UnsafePointer<Float>
  let stride: Int
  let isTransposed: Bool

  /// - Parameters:
  ///   - elements: The first element, row-major.
  ///   - stride: The elements from one row in memory to the next.
  ///   - isTransposed: Whether the product takes rows for columns.
  public init(_ elements: UnsafePointer<Float>, stride: Int, isTransposed: Bool = false) {
    self.elements = elements
    self.stride = stride
    self.isTransposed = isTransposed
  }

  /// The same matrix with rows and columns exchanged.
  public var transposed: MatrixOperand {
    MatrixOperand(elements, stride: stride, isTransposed: !isTransposed)
  }
}
