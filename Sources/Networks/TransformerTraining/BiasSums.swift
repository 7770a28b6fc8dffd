import CKernels
import Tensors

/// The sums of gradients over all tokens, which are the gradients of biases.
struct BiasSums: Sendable {
  let projected: RowSums
  let middle: RowSums
  let hidden: RowSums
  let output: RowSums

  init(features: Int, hidden: Int, tokens: Int, on pool: WorkerPool) {
    projected = RowSums(columns: 3 * features, rows: tokens, on: pool)
    middle = RowSums(columns: features, rows: tokens, on: pool)
    self.hidden = RowSums(columns: hidden, rows: tokens, on: pool)
    output = RowSums(columns: features, rows: tokens, on: pool)
  }
}

/// Sums of the rows of a matrix: one for each block of rows, so that they do not depend on the threads.
package struct RowSums: Sendable {
  private let columns: Int
  private let blocks: Int
  private let partial: BorrowedFloats

  package init(columns: Int, rows: Int, on pool: WorkerPool) {
    self.columns = columns
    blocks = (rows + BlockForward.taskRows - 1) / BlockForward.taskRows
    partial = pool.floats(blocks * columns)
  }

  /// Adds up the rows of one block, `[rows, columns]`.
  package func add(_ matrix: UnsafePointer<Float>, _ rows: Range<Int>) {
    let sums = partial.start + rows.lowerBound / BlockForward.taskRows * columns
    sums.update(repeating: 0, count: columns)
    assay_add_column_sums(assay_best_instruction_set(), matrix, rows.count, columns, columns, sums)
  }

  /// The sums over all blocks, `[columns]`.
  package func total(on pool: WorkerPool) -> BorrowedFloats {
    var totals = [Double](repeating: 0, count: columns)
    for block in 0..<blocks {
      for column in 0..<columns { totals[column] += Double(partial.start[block * columns + column]) }
    }
    let result = pool.floats(columns)
    for column in 0..<columns { result.start[column] = Float(totals[column]) }
    return result
  }
}
