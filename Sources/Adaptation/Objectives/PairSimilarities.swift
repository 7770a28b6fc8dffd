import CKernels
import Foundation
import Networks
import Tensors

/// The similarities of all pairs of two sets of rows, and their soft-maxes in both directions, which share one matrix.
struct PairSimilarities: Sendable {
  private let count: Int
  private let scale: Float

  /// `a_j · b_k`, and in the end what `residuals` makes of it, `[count, count]`.
  private let scores: BorrowedFloats

  /// `a_j · b_j`, `[count]`.
  private let partners: BorrowedFloats

  /// The largest score of each row and of each column, and the logarithms to base 2 of their sums of exponentials.
  private let (rowMaxima, rowLogarithms): (BorrowedFloats, BorrowedFloats)
  private let (columnMaxima, columnLogarithms): (BorrowedFloats, BorrowedFloats)

  /// Compares rows of length one.
  ///
  /// - Parameters:
  ///   - first: `[count, features]`.
  ///   - second: The partner of each row, in the same shape.
  ///   - temperature: What similarities are divided by.
  ///   - pool: The threads to use.
  init(_ first: BorrowedRows, _ second: BorrowedRows, temperature: Float, on pool: WorkerPool) {
    (count, scale) = (first.count, 1 / temperature)
    scores = pool.floats(count * count)
    partners = pool.floats(count)
    (rowMaxima, rowLogarithms) = (pool.floats(count), pool.floats(count))
    (columnMaxima, columnLogarithms) = (pool.floats(count), pool.floats(count))
    let factor = PackedFactor(transposed: second, on: pool)
    let parts = pool.floats(blocks * count)
    pool.forEachRows(of: count) { [self] in multiply(first, by: factor, $0, maxima: part($0, of: parts)) }
    joinMaxima(parts)
    pool.forEachRows(of: count) { [self] rows in
      var block = block(rows, columnMaxima: columnMaxima.start)
      assay_two_way_columns(assay_best_instruction_set(), &block, part(rows, of: parts))
    }
    joinSums(parts)
  }

  /// The mean over pairs of `- log p_jj`, the sum of both directions.
  var loss: Double {
    let sum = (0..<count).reduce(0) { sum, index in
      let logarithms = Double(rowLogarithms.start[index]) + Double(columnLogarithms.start[index])
      let (row, column) = (rowMaxima.start[index], columnMaxima.start[index])
      let distance = Double(row - partners.start[index]) + Double(column - partners.start[index])
      return sum + logarithms * log(2) + distance * Double(scale)
    }
    return sum / Double(max(count, 1))
  }

  /// The derivative of the loss with respect to the similarities of some rows, `[rows, count]`.
  ///
  /// It is the sum of both probabilities, less two where rows are partners, over `n T`. It takes the place of the scores, so it
  /// can be asked for once.
  func residuals(_ rows: Range<Int>) -> UnsafePointer<Float> {
    let factor = scale / Float(count)
    var block = block(rows, columnMaxima: columnMaxima.start)
    assay_two_way_finish(assay_best_instruction_set(), &block, factor)
    for (position, row) in rows.enumerated() { block.scores[position * count + row] -= 2 * factor }
    return UnsafePointer(block.scores)
  }

  private var blocks: Int { (count + BlockForward.taskRows - 1) / BlockForward.taskRows }

  /// The place of what a block of rows says of all columns.
  private func part(_ rows: Range<Int>, of parts: BorrowedFloats) -> UnsafeMutablePointer<Float> {
    parts.start + rows.lowerBound / BlockForward.taskRows * count
  }

  private func block(_ rows: Range<Int>, columnMaxima: UnsafeMutablePointer<Float>) -> assay_two_way_block {
    assay_two_way_block(
      scores: scores.start + rows.lowerBound * count, count: rows.count, width: count, scale: scale,
      row_maxima: rowMaxima.start + rows.lowerBound, row_logarithms: rowLogarithms.start + rows.lowerBound,
      column_maxima: columnMaxima, column_logarithms: columnLogarithms.start)
  }

  private func multiply(
    _ first: BorrowedRows, by factor: PackedFactor, _ rows: Range<Int>, maxima: UnsafeMutablePointer<Float>
  ) {
    var block = block(rows, columnMaxima: maxima)
    factor.multiply(
      first.row(rows.lowerBound), stride: factor.depth, rows: rows.count, into: block.scores,
      resultStride: count)
    for (position, row) in rows.enumerated() { partners.start[row] = block.scores[position * count + row] }
    assay_two_way_rows(assay_best_instruction_set(), &block)
  }

  /// The largest score of each column, from those of blocks of rows.
  private func joinMaxima(_ parts: BorrowedFloats) {
    columnMaxima.start.update(from: parts.start, count: count)
    for index in count..<max(blocks * count, count) {
      let column = index % count
      columnMaxima.start[column] = max(columnMaxima.start[column], parts.start[index])
    }
  }

  /// The logarithms of the sums of columns, from those of blocks of rows.
  private func joinSums(_ parts: BorrowedFloats) {
    for column in 0..<count {
      let sum = (0..<blocks).reduce(Float(0)) { $0 + parts.start[$1 * count + column] }
      columnLogarithms.start[column] = log2(sum)
    }
  }
}

extension PackedFactor {
  /// Packs the transpose of `[columns, depth]` on all threads.
  fileprivate init(transposed matrix: BorrowedRows, on pool: WorkerPool) {
    self.init(depth: matrix.width, columns: matrix.count, on: pool)
    let factor = self
    forEachPanels(on: pool) { columns in
      factor.pack(transposed: matrix.row(columns.lowerBound), stride: matrix.width, columns: columns)
    }
  }
}
