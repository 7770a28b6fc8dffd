import COpenBLAS

extension MatrixProduct {
  /// Writes `left · right` over `result`, or adds it.
  ///
  /// - Parameters:
  ///   - left: `[rows, depth]` after its transposition, if any.
  ///   - right: `[depth, columns]` after its transposition, if any.
  ///   - rows: The rows of the product.
  ///   - columns: The columns of the product.
  ///   - depth: The length of each dot product; with none, the product is zero.
  ///   - result: `[rows, columns]`, apart from both operands.
  ///   - stride: The elements from one row of `result` to the next.
  ///   - isAdding: Whether the product is added to what `result` holds.
  public static func multiply(
    _ left: MatrixOperand, _ right: MatrixOperand, rows: Int, columns: Int, depth: Int,
    into result: UnsafeMutablePointer<Float>, stride: Int, isAdding: Bool = false
  ) {
    guard rows > 0, columns > 0 else { return }  // BLAS refuses empty matrices
    OpenBLAS.prepare()
    cblas_sgemm(
      CblasRowMajor, left.isTransposed ? CblasTrans : CblasNoTrans,
      right.isTransposed ? CblasTrans : CblasNoTrans, blasint(rows), blasint(columns), blasint(depth),
      1, left.elements, blasint(max(left.stride, 1)), right.elements, blasint(max(right.stride, 1)),
      isAdding ? 1 : 0, result, blasint(max(stride, 1)))
  }
}
