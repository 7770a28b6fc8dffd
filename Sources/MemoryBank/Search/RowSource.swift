import Files
import TensorFiles
import Tensors

/// Rows of features that can be read a few at a time, from memory or from where they are stored.
public protocol RowSource: Sendable {
  /// What reading can throw; `Never` in memory.
  associatedtype Failure: Error

  /// `[rows, features]`.
  var shape: [Int] { get }

  /// Calls `body` with some rows, one after the other; any thread may call.
  func withRows<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) throws(Failure) -> Result
}

extension Tensor: RowSource {
  /// Calls `body` with some rows, one after the other.
  public func withRows<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result
  {
    let width = rowCount
    return withUnsafeElements { elements in
      body(UnsafeBufferPointer(rebasing: elements[range.lowerBound * width..<range.upperBound * width]))
    }
  }
}

extension StoredTensor: RowSource {}
