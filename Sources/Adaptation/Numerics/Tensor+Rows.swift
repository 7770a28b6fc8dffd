import Networks
import Tensors

extension Tensor {
  /// All rows of some matrices of equal width, one matrix after another.
  static func stacked(_ matrices: [Tensor]) -> Tensor {
    guard let first = matrices.first else { return Tensor(shape: [0, 0]) }
    var elements: [Float] = []
    elements.reserveCapacity(matrices.reduce(0) { $0 + $1.count })
    for matrix in matrices {
      precondition(matrix.rowCount == first.rowCount, "rows of \(matrix.shape) under \(first.shape)")
      elements += matrix.elements
    }
    return Tensor(shape: [elements.count / max(first.rowCount, 1), first.rowCount], elements: elements)
  }

  /// Adds `factor` times each row of `rows` to the row of this matrix that `indices` names, in order.
  mutating func add(_ rows: Tensor, scaledBy factor: Float, toRowsAt indices: [Int]) {
    precondition(
      rows.rows == indices.count && rows.rowCount == rowCount, "\(rows.shape) for \(indices.count) rows")
    let width = rowCount
    withUnsafeMutableElements { target in
      withElements(of: rows) { source in
        guard let target = target.baseAddress else { return }
        for (row, index) in indices.enumerated() {
          addScaled(source + row * width, factor, to: target + index * width, count: width)
        }
      }
    }
  }

  /// Adds `factor` times a matrix of the same shape.
  mutating func add(_ other: Tensor, scaledBy factor: Float) {
    precondition(shape == other.shape, "cannot add shapes \(shape) and \(other.shape)")
    let count = count
    withUnsafeMutableElements { target in
      withElements(of: other) { source in
        guard let target = target.baseAddress else { return }
        addScaled(source, factor, to: target, count: count)
      }
    }
  }
}

/// Adds `factor` times `count` numbers to others, one by one.
private func addScaled(
  _ values: UnsafePointer<Float>, _ factor: Float, to sums: UnsafeMutablePointer<Float>, count: Int
) {
  var index = 0
  while index < count {
    sums[index] += factor * values[index]
    index &+= 1
  }
}

extension Tensor {
  /// Multiplies every element.
  mutating func scale(by factor: Float) {
    withUnsafeMutableElements { elements in
      guard let first = elements.baseAddress else { return }
      var index = 0
      while index < elements.count {
        first[index] *= factor
        index &+= 1
      }
    }
  }
}

extension Tensor {
  /// The matrix with every element multiplied.
  func scaled(by factor: Float) -> Tensor {
    var scaled = self
    scaled.scale(by: factor)
    return scaled
  }

  /// Two matrices of as many rows side by side.
  func joined(_ other: Tensor) -> Tensor {
    precondition(rows == other.rows, "shapes \(shape) and \(other.shape) side by side")
    var elements: [Float] = []
    elements.reserveCapacity(count + other.count)
    for index in 0..<rows {
      elements += row(index)
      elements += other.row(index)
    }
    return Tensor(shape: [rows, rowCount + other.rowCount], elements: elements)
  }
}
