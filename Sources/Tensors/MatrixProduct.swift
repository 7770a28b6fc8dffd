import COpenBLAS

/// Products of row-major matrices through OpenBLAS, on the calling thread.
public enum MatrixProduct {
  /// Writes `left · right`, `[rows, depth]` by `[depth, columns]`, over `result`, `[rows, columns]`.
  public static func multiply(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
    rows: Int, columns: Int, depth: Int, into result: UnsafeMutablePointer<Float>
  ) {
    guard rows > 0, columns > 0 else { return }  // BLAS refuses empty matrices
    OpenBLAS.prepare()
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(depth),
      1, left, blasint(max(depth, 1)), right, blasint(columns), 0, result, blasint(columns))
  }

  /// Writes `left · rightᵀ`, every dot product of two sets of rows, over `result`.
  ///
  /// `left` is `[rows, depth]`, `right` is `[columns, depth]`, `result` is `[rows, columns]`. The strides are
  /// the elements from one row to the next, `depth` when nil, so that a part of each row can be multiplied.
  public static func multiplyTransposed(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
    rows: Int, columns: Int, depth: Int, into result: UnsafeMutablePointer<Float>,
    leftStride: Int? = nil, rightStride: Int? = nil
  ) {
    guard rows > 0, columns > 0 else { return }
    OpenBLAS.prepare()
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(columns), blasint(depth),
      1, left, blasint(leftStride ?? max(depth, 1)), right, blasint(rightStride ?? max(depth, 1)),
      0, result, blasint(columns))
  }
}

extension Tensor {
  /// The product of two matrices, `[rows, depth]` by `[depth, columns]`, in fixed blocks of rows.
  public func multiplied(by right: Tensor, on pool: WorkerPool) -> Tensor {
    precondition(
      shape.count == 2 && right.shape.count == 2 && shape[1] == right.shape[0],
      "cannot multiply shapes \(shape) and \(right.shape)")
    let columns = right.shape[1]
    let depth = shape[1]
    return pool.tensor(shape: [rows, columns], blockRows: 256) { range, block in
      self.withUnsafeElements { left in
        right.withUnsafeElements { right in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let block = block.baseAddress
          else { return }
          MatrixProduct.multiply(
            left + range.lowerBound * depth, right, rows: range.count, columns: columns,
            depth: depth, into: block)
        }
      }
    }
  }
}
