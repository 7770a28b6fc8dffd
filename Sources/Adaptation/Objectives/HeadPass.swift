import CKernels
import Networks
import Tensors

/// A head applied to some rows of a matrix, and the way back.
struct HeadPass: Sendable {
  /// The head's outputs, `[chosen, shared]`.
  let outputs: BorrowedRows

  fileprivate let head: Linear
  private let chosen: [Int]
  private let inputs: BorrowedRows

  /// Tiles of the weight's gradient in one task.
  private static let taskTiles = 4

  /// Applies a head.
  ///
  /// - Parameters:
  ///   - head: The head.
  ///   - matrix: `[rows, features]`.
  ///   - chosen: Rows, each at most once.
  ///   - pool: The threads to use.
  init(_ head: Linear, to matrix: Tensor, at chosen: [Int], on pool: WorkerPool) {
    (self.head, self.chosen) = (head, chosen)
    let inputs = BorrowedRows(count: chosen.count, width: head.inputs, on: pool)
    let outputs = BorrowedRows(count: chosen.count, width: head.outputs, on: pool)
    let factor = PackedFactor(transposed: head.weight, on: pool)
    let biases = pool.floats(head.outputs)
    biases.fill(with: head.bias, count: head.outputs)
    pool.forEachRows(of: chosen.count) { rows in
      withElements(of: matrix) { matrix in
        for row in rows {
          inputs.row(row).update(from: matrix + chosen[row] * inputs.width, count: inputs.width)
        }
      }
      factor.multiply(
        inputs.row(rows.lowerBound), stride: inputs.width, rows: rows.count,
        into: outputs.row(rows.lowerBound), resultStride: outputs.width, biases: biases.start)
    }
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// Adds the gradients of the head's parameters and of the matrix.
  ///
  /// - Parameters:
  ///   - outputGradient: The derivative of a term with respect to `outputs`; it is scaled in place.
  ///   - weight: How much the term counts.
  ///   - gradient: Holds the derivatives of the head's parameters.
  ///   - matrixGradient: Holds the derivative with respect to the whole matrix.
  ///   - pool: The threads to use.
  func backward(
    _ outputGradient: BorrowedRows, weight: Float, addingTo gradient: inout Linear,
    _ matrixGradient: inout Tensor, on pool: WorkerPool
  ) {
    let packed = PackedGradient(of: self, on: pool)
    matrixGradient.withDisjointElements { matrixGradient in
      pool.forEachRows(of: chosen.count) { rows in
        if weight != 1 { scale(outputGradient, rows, by: weight) }
        packed.pack(outputGradient, inputs, rows)
        addInputGradient(outputGradient, packed.weight, rows, to: matrixGradient, on: pool)
      }
    }
    packed.addWeightGradient(to: &gradient.weight, tiles: Self.taskTiles, on: pool)
    let sums = packed.sums.total(on: pool)
    Tensor.visit(&gradient.bias) { bias in
      for index in 0..<head.outputs { bias[flat: index] += sums.start[index] }
    }
  }

  private func scale(_ gradient: BorrowedRows, _ rows: Range<Int>, by weight: Float) {
    let start = gradient.row(rows.lowerBound)
    assay_scale(assay_best_instruction_set(), start, weight, rows.count * gradient.width, start)
  }

  /// Adds `dY W` to the rows of the matrix's gradient that were chosen.
  private func addInputGradient(
    _ outputGradient: BorrowedRows, _ weight: PackedFactor, _ rows: Range<Int>, to target: DisjointBuffer,
    on pool: WorkerPool
  ) {
    let width = inputs.width
    let product = pool.floats(rows.count * width)
    weight.multiply(
      outputGradient.row(rows.lowerBound), stride: outputGradient.width, rows: rows.count,
      into: product.start, resultStride: width)
    for (position, row) in rows.enumerated() {
      let start = chosen[row] * width
      assay_add_scaled(
        assay_best_instruction_set(), product.start + position * width, 1, width,
        target.slice(start..<start + width).baseAddress)
    }
  }
}

/// What the gradients of a head are products of, packed.
private struct PackedGradient: Sendable {
  /// `W`, `[shared, features]`.
  let weight: PackedFactor
  let sums: RowSums
  private let outputs: PackedTiles
  private let inputs: PackedFactor

  init(of pass: HeadPass, on pool: WorkerPool) {
    let count = pass.outputs.count
    weight = PackedFactor(BorrowedRows(pass.head.weight, on: pool), on: pool)
    sums = RowSums(columns: pass.outputs.width, rows: count, on: pool)
    outputs = PackedTiles(rows: pass.outputs.width, depth: count, on: pool)
    inputs = PackedFactor(depth: count, columns: pass.head.inputs, on: pool)
  }

  func pack(_ outputGradient: BorrowedRows, _ input: BorrowedRows, _ rows: Range<Int>) {
    let gradients = outputGradient.row(rows.lowerBound)
    outputs.pack(gradients, first: rows.lowerBound, count: rows.count)
    inputs.pack(input.row(rows.lowerBound), stride: input.width, first: rows.lowerBound, count: rows.count)
    sums.add(gradients, rows)
  }

  /// Adds `dYᵀ X`.
  func addWeightGradient(to gradient: inout Tensor, tiles: Int, on pool: WorkerPool) {
    let groups = outputs.groups(of: tiles)
    gradient.withDisjointElements { gradient in
      pool.forEach(groups.count) { index in
        let first = outputs.rows(of: groups[index]).lowerBound
        guard let target = gradient.baseAddress.map({ $0 + first * inputs.columns }) else { return }
        outputs.multiply(inputs, tiles: groups[index], into: target, isAdding: true)
      }
    }
  }
}

extension BorrowedFloats {
  /// Copies a vector, or writes zeros in the place of none.
  fileprivate func fill(with vector: Tensor?, count: Int) {
    start.update(repeating: 0, count: count)
    if let vector { withElements(of: vector) { start.update(from: $0, count: count) } }
  }
}
