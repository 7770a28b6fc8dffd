import CKernels
import Tensors

/// Something of up to a panel's columns of queries, a query in each lane: `[depth, panel columns]`.
///
/// It is a right factor of products whose left factors are a head's keys or values, and so are those products again.
struct QueryPanel {
  private let depth: Int
  private let head: HeadAttention
  private let floats: BorrowedFloats

  /// Room for a panel.
  init(depth: Int, of head: HeadAttention) {
    (self.depth, self.head) = (depth, head)
    floats = head.pool.floats(depth * head.panelColumns)
  }

  /// The first element.
  var start: UnsafeMutablePointer<Float> { floats.start }

  /// Takes some rows of a matrix `[tokens, depth]`, `stride` floats apart; lanes beyond the last are zero.
  func gather(_ matrix: UnsafePointer<Float>, stride: Int, _ queries: Range<Int>) {
    assay_pack_product(
      head.instructions, matrix + queries.lowerBound * stride, depth, queries.count, 1, stride, start)
  }

  /// Writes `left · self` for `left` `[tokens, depth]` without gaps.
  func multiply(_ left: BorrowedFloats, _ queries: Range<Int>, into result: QueryPanel) {
    var product = product(left, queries, into: result)
    product.left_stride = depth
    assay_packed_product(head.instructions, &product)
  }

  /// Writes `leftᵀ · self` for `left` `[depth, width]` without gaps.
  func multiply(transposed left: BorrowedFloats, _ queries: Range<Int>, into result: QueryPanel) {
    var product = product(left, queries, into: result)
    (product.left_stride, product.is_left_transposed) = (head.width, 1)
    assay_packed_product(head.instructions, &product)
  }

  private func product(
    _ left: BorrowedFloats, _ queries: Range<Int>, into result: QueryPanel
  ) -> assay_product {
    var product = assay_product()
    (product.left, product.panels, product.result) = (
      UnsafePointer(left.start), UnsafePointer(start), result.start
    )
    (product.rows, product.depth, product.result_stride) = (result.depth, depth, head.panelColumns)
    let lanes = head.panelColumns / 2
    product.columns = (queries.count + lanes - 1) / lanes * lanes
    return product
  }
}
