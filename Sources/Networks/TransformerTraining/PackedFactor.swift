import CKernels
import Tensors

/// A right factor of products, `[depth, columns]`, packed for the product kernel in borrowed memory.
///
/// It can be packed some rows at a time, by tasks that each pack their own.
package struct PackedFactor: Sendable {
  package let depth: Int
  package let columns: Int
  private let panels: BorrowedFloats
  private let panelColumns: Int
  private let instructions = assay_best_instruction_set()

  /// Room for a factor.
  package init(depth: Int, columns: Int, on pool: WorkerPool) {
    self.depth = depth
    self.columns = columns
    panelColumns = assay_panel_columns(instructions)
    panels = pool.floats((columns + panelColumns - 1) / panelColumns * panelColumns * depth)
  }

  /// Packs `[columns, depth]`, the layout of a linear layer's weight, on all threads.
  package init(transposed matrix: Tensor, on pool: WorkerPool) {
    self.init(depth: matrix.rowCount, columns: matrix.rows, on: pool)
    let factor = self
    let size = 4 * panelColumns
    pool.forEach((columns + size - 1) / size) { task in
      withElements(of: matrix) { elements in
        let range = task * size..<min(factor.columns, (task + 1) * size)
        assay_pack_product(
          factor.instructions, elements + range.lowerBound * factor.depth, factor.depth, range.count, 1,
          factor.depth, factor.panels.start + range.lowerBound * factor.depth)
      }
    }
  }

  /// Packs `[depth, columns]` on all threads.
  package init(_ matrix: Tensor, on pool: WorkerPool) {
    self.init(depth: matrix.rows, columns: matrix.rowCount, on: pool)
    let factor = self
    pool.forEachRows(of: depth) { rows in
      withElements(of: matrix) { elements in
        let start = elements + rows.lowerBound * factor.columns
        factor.pack(start, stride: factor.columns, first: rows.lowerBound, count: rows.count)
      }
    }
  }

  /// The columns with those that fill up the last panel, which are zero.
  var paddedColumns: Int { (columns + panelColumns - 1) / panelColumns * panelColumns }

  private var panelStride: Int { depth * panelColumns }

  /// Packs `[columns, depth]`, rows `stride` floats apart, the layout of a linear layer's weight.
  package func pack(transposed matrix: UnsafePointer<Float>, stride: Int) {
    assay_pack_panels(instructions, matrix, depth, columns, 1, stride, panels.start, panelStride)
  }

  /// Packs the rows of `[depth, columns]` from `first` on; `matrix` begins at that row.
  package func pack(_ matrix: UnsafePointer<Float>, stride: Int, first: Int = 0, count: Int) {
    assay_pack_panels(
      instructions, matrix, count, columns, stride, 1, panels.start + first * panelColumns, panelStride)
  }

  /// A product with the rows `depth` of this factor; the caller adds the left factor and the result.
  func product(depth range: Range<Int>) -> assay_product {
    var product = assay_product()
    product.panels = UnsafePointer(panels.start + range.lowerBound * panelColumns)
    product.panel_stride = panelStride
    product.depth = range.count
    product.columns = columns
    return product
  }

  /// Writes `left · self` on the calling thread.
  ///
  /// - Parameters:
  ///   - left: `[rows, depth]`.
  ///   - stride: The floats from one row of `left` to the next.
  ///   - rows: How many.
  ///   - result: `[rows, columns]`.
  ///   - resultStride: The floats from one row of `result` to the next.
  ///   - biases: Added to each row.
  ///   - addend: Added to the result, laid out like it.
  package func multiply(
    _ left: UnsafePointer<Float>, stride: Int, rows: Int, into result: UnsafeMutablePointer<Float>,
    resultStride: Int, biases: UnsafePointer<Float>? = nil, adding addend: UnsafePointer<Float>? = nil
  ) {
    var product = product(depth: 0..<depth)
    (product.left, product.left_stride, product.rows) = (left, stride, rows)
    (product.result, product.result_stride) = (result, resultStride)
    (product.biases, product.addend) = (biases, addend)
    assay_packed_product(instructions, &product)
  }

  /// Writes or adds `leftᵀ · self` with all padded columns, for `left` `[depth, rows]`, rows `stride` floats apart.
  func multiply(
    transposed left: UnsafePointer<Float>, stride: Int, rows: Int, depth range: Range<Int>,
    into result: UnsafeMutablePointer<Float>, isAdding: Bool
  ) {
    var product = product(depth: range)
    product.columns = paddedColumns
    (product.left, product.left_stride, product.rows, product.is_left_transposed) = (left, stride, rows, 1)
    (product.result, product.result_stride) = (result, paddedColumns)
    product.addend = isAdding ? UnsafePointer(result) : nil
    assay_packed_product(instructions, &product)
  }
}
