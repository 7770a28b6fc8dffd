import Networks
import Tensors

/// A matrix in memory that its pool uses again: for what one step makes and the next does not see.
package struct BorrowedRows: Sendable {
  /// The rows.
  package let count: Int

  /// The columns.
  package let width: Int

  private let floats: BorrowedFloats

  /// A matrix of any values.
  init(count: Int, width: Int, on pool: WorkerPool) {
    (self.count, self.width) = (count, width)
    floats = pool.floats(count * width)
  }

  /// A copy of a matrix.
  package init(_ matrix: Tensor, on pool: WorkerPool) {
    self.init(count: matrix.rows, width: matrix.rowCount, on: pool)
    let start = floats.start
    withElements(of: matrix) { start.update(from: $0, count: matrix.count) }
  }

  /// The same matrix in memory of its own.
  package var tensor: Tensor {
    Tensor(shape: [count, width]) { $0.baseAddress?.update(from: floats.start, count: count * width) }
  }

  /// The first element of a row; rows follow each other without gaps.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> { floats.start + index * width }
}
