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
    forEachPanels(on: pool) { columns in
      withElements(of: matrix) { elements in
        let start = elements + columns.lowerBound * factor.depth
        factor.pack(transposed: start, stride: factor.depth, columns: columns)
      }
    }
  }

  /// Calls `body` for all columns in blocks of whole panels.
  package func forEachPanels(on pool: WorkerPool, _ body: @escaping @Sendable (Range<Int>) -> Void) {
    let size = 4 * panelColumns
    pool.forEach((columns + size - 1) / size) { [columns] in
      body($0 * size..<min(columns, ($0 + 1) * size))
    }
  }

  /// The columns with zeros that fill up the last vector; panels are two vectors wide.
  var wholeVectors: Int { (2 * columns + panelColumns - 1) / panelColumns * panelColumns / 2 }

  private var panelStride: Int { depth * panelColumns }

  /// Packs `[columns, depth]`, rows `stride` floats apart, the layout of a linear layer's weight.
  package func pack(transposed matrix: UnsafePointer<Float>, stride: Int) {
    pack(transposed: matrix, stride: stride, columns: 0..<columns)
  }

  /// Packs some columns, from the beginning of a panel on; `matrix` begins at the first of them.
  package func pack(transposed matrix: UnsafePointer<Float>, stride: Int, columns range: Range<Int>) {
    let target = panels.start + range.lowerBound * depth
    assay_pack_panels(instructions, matrix, depth, range.count, 1, stride, target, panelStride)
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

  /// Writes or adds `left · self`, filled up to whole vectors, for the first `depth` rows of this factor.
  func multiply(
    _ left: UnsafePointer<Float>, stride: Int, rows: Int, depth: Int,
    into result: UnsafeMutablePointer<Float>, isAdding: Bool
  ) {
    var product = product(depth: 0..<depth)
    (product.left, product.left_stride, product.rows) = (left, stride, rows)
    (product.columns, product.result, product.result_stride) = (wholeVectors, result, wholeVectors)
    product.addend = isAdding ? UnsafePointer(result) : nil
    assay_packed_product(instructions, &product)
  }
}
