import Tensors

/// The queries, keys and values of one head within `[tokens, 3 · features]`.
struct AttentionHead {
  private let queries: UnsafePointer<Float>
  private let keys: UnsafePointer<Float>
  private let values: UnsafePointer<Float>
  private let stride: Int
  private let width: Int

  init(of attention: MultiHeadAttention, _ head: Int, at projected: UnsafePointer<Float>) {
    width = attention.headFeatures
    stride = 3 * attention.features
    queries = projected + head * width
    keys = queries + attention.features
    values = keys + attention.features
  }

  func queries(from token: Int) -> MatrixOperand { MatrixOperand(queries + token * stride, stride: stride) }

  func keys(from token: Int) -> MatrixOperand { MatrixOperand(keys + token * stride, stride: stride) }

  func values(from token: Int) -> MatrixOperand { MatrixOperand(values + token * stride, stride: stride) }

  /// Writes the products of queries and keys, `[tokens, sample]`.
  func scores(of tokens: Range<Int>, in sample: Range<Int>, into scores: UnsafeMutablePointer<Float>) {
    MatrixProduct.multiply(
      queries(from: tokens.lowerBound), keys(from: sample.lowerBound).transposed, rows: tokens.count,
      columns: sample.count, depth: width, into: scores, stride: sample.count)
  }

  /// Writes the sums of values by weights, `[rows, sample]`, to `[rows, width]`.
  func weighValues(
    _ weights: UnsafePointer<Float>, rows: Int, in sample: Range<Int>,
    into result: UnsafeMutablePointer<Float>, stride: Int
  ) {
    MatrixProduct.multiply(
      MatrixOperand(weights, stride: sample.count), values(from: sample.lowerBound), rows: rows,
      columns: width, depth: sample.count, into: result, stride: stride)
  }
}
