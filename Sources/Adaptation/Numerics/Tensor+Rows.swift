import CKernels
import Networks
import Tensors

extension Tensor {
  /// All rows of some matrices of equal width, one matrix after another.
  static func stacked(_ matrices: [Tensor]) -> Tensor {
    guard let width = matrices.first?.rowCount else { return Tensor(shape: [0, 0]) }
    precondition(matrices.allSatisfy { $0.rowCount == width }, "rows of \(matrices.map(\.shape)) together")
    return Tensor(shape: [matrices.reduce(0) { $0 + $1.rows }, width]) { target in
      guard var target = target.baseAddress else { return }
      for matrix in matrices {
        withElements(of: matrix) { target.update(from: $0, count: matrix.count) }
        target += matrix.count
      }
    }
  }

  /// Some rows, one after another.
  func rows(_ range: Range<Int>) -> Tensor {
    Tensor(
      shape: [range.count, rowCount],
      elements: Array(elements[range.lowerBound * rowCount..<range.upperBound * rowCount]))
  }
}

extension Tensor {
  /// Adds `factor` times a row of another matrix to a row of this one.
  mutating func addRow(_ source: Int, of other: Tensor, scaledBy factor: Float, toRow target: Int) {
    precondition(rowCount == other.rowCount, "a row of \(other.shape) to one of \(shape)")
    let width = rowCount
    withUnsafeMutableElements { elements in
      withElements(of: other) { values in
        guard let elements = elements.baseAddress else { return }
        addScaled(values + source * width, factor, to: elements + target * width, count: width)
      }
    }
  }

  /// Adds `factor` times a matrix of the same shape.
  mutating func add(_ other: Tensor, scaledBy factor: Float, on pool: WorkerPool) {
    precondition(shape == other.shape, "cannot add shapes \(shape) and \(other.shape)")
    let width = rowCount
    pool.fillRows(of: &self, blockRows: 256) { rows, block in
      withElements(of: other) { source in
        guard let target = block.baseAddress else { return }
        addScaled(source + rows.lowerBound * width, factor, to: target, count: block.count)
      }
    }
  }

  /// Multiplies every element.
  mutating func scale(by factor: Float) {
    withUnsafeMutableElements { for index in $0.indices { $0[index] *= factor } }
  }
}

/// Adds `factor` times `count` numbers to others, one by one.
private func addScaled(
  _ values: UnsafePointer<Float>, _ factor: Float, to sums: UnsafeMutablePointer<Float>, count: Int
) {
  assay_add_scaled(assay_best_instruction_set(), values, factor, count, sums)
}
