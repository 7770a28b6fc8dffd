import Tensors

// Reading several tensors at once. `body` is not called when one of them is empty: then there is nothing to compute.

/// Calls `body` with the address of the elements of a tensor.
package func withElements(of tensor: Tensor, _ body: (UnsafePointer<Float>) -> Void) {
  tensor.withUnsafeElements { elements in
    guard let first = elements.baseAddress, !elements.isEmpty else { return }
    body(first)
  }
}

/// Calls `body` with the addresses of the elements of two tensors.
package func withElements(
  of first: Tensor, _ second: Tensor, _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
) {
  withElements(of: first) { first in withElements(of: second) { second in body(first, second) } }
}

/// Calls `body` with the addresses of the elements of three tensors.
package func withElements(
  of first: Tensor, _ second: Tensor, _ third: Tensor,
  _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
) {
  withElements(of: first, second) { first, second in
    withElements(of: third) { third in body(first, second, third) }
  }
}

/// The rows of one task in passes over `[rows, features]`.
let rowBlock = 128

extension Tensor {
  /// The sum with a tensor of the same shape.
  package func adding(_ other: Tensor) -> Tensor {
    precondition(shape == other.shape, "cannot add shapes \(shape) and \(other.shape)")
    var sum = self
    let count = count
    sum.withUnsafeMutableElements { sum in
      guard let sum = sum.baseAddress else { return }
      withElements(of: other) { other in add(other, to: sum, count: count) }
    }
    return sum
  }
}

/// Adds `count` numbers to others, one by one.
func add(_ values: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>, count: Int) {
  var index = 0
  while index < count {
    sums[index] += values[index]
    index &+= 1
  }
}
