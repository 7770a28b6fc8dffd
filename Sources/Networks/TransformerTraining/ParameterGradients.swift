import CKernels
import Tensors

/// The last part of a backward pass: the gradients of all parameters, as products over all tokens.
struct ParameterGradients: Sendable {
  private let pass: BlockBackward
  private let sums: [BorrowedFloats]
  private let tasks: [Task]
  /// For each task the sums that it adds to the gradients of a norm, `[tasks, 2 · features]`.
  private let normSums: BorrowedFloats

  /// Some tiles of one layer's weight gradient.
  private struct Task {
    let layer: Int
    let tiles: Range<Int>
  }

  /// Tiles in one task.
  private static let taskTiles = 8

  init(of pass: BlockBackward, on pool: WorkerPool) {
    self.pass = pass
    let rows = pass.rows
    let totals = [rows.sums.projected, rows.sums.middle, rows.sums.hidden, rows.sums.output]
    sums = pool.map(4) { totals[$0].total(on: pool) }
    tasks = [rows.projectedTiles, rows.middleTiles, rows.hiddenGradient, rows.activated].enumerated()
      .flatMap { layer, tiles in
        tiles.groups(of: Self.taskTiles).map { Task(layer: layer, tiles: $0) }
      }
    normSums = pool.floats(tasks.count * 2 * pass.features)
  }

  private var features: Int { pass.features }

  /// Adds everything to a gradient.
  func add(to gradient: inout TransformerBlock, on pool: WorkerPool) {
    gradient.attention.queriesKeysValues.weight.withDisjointElements { projected in
      gradient.attention.projection.weight.withDisjointElements { middle in
        gradient.feedForward.first.weight.withDisjointElements { first in
          gradient.feedForward.second.weight.withDisjointElements { second in
            let targets = [projected, middle, first, second]
            pool.forEach(tasks.count) { run($0, targets[tasks[$0].layer], on: pool) }
          }
        }
      }
    }
    addNorm(0, to: &gradient.attentionNorm)
    addNorm(2, to: &gradient.feedForwardNorm)
    add(sums[0], to: &gradient.attention.queriesKeysValues.bias)
    add(sums[1], to: &gradient.attention.projection.bias)
    add(sums[2], to: &gradient.feedForward.first.bias)
    add(sums[3], to: &gradient.feedForward.second.bias)
  }

  private func run(_ index: Int, _ target: DisjointBuffer, on pool: WorkerPool) {
    guard let target = target.baseAddress else { return }
    let (layer, tiles, rows) = (tasks[index].layer, tasks[index].tiles, pass.rows)
    switch layer {
    case 0: addFolded(index, rows.projectedTiles, rows.normalFactor, target, on: pool)
    case 1:
      let first = rows.middleTiles.rows(of: tiles.lowerBound).lowerBound
      rows.middleTiles.multiply(
        rows.headFactor, tiles: tiles, into: target + first * features, isAdding: true)
    case 2: addFolded(index, rows.hiddenGradient, rows.middleNormalFactor, target, on: pool)
    default: addSecond(tiles, target, on: pool)
    }
  }

  /// The gradient of a layer with a norm folded in, and that norm's share of these outputs.
  private func addFolded(
    _ index: Int, _ left: PackedTiles, _ right: PackedFactor, _ target: UnsafeMutablePointer<Float>,
    on pool: WorkerPool
  ) {
    let (layer, tiles) = (tasks[index].layer, tasks[index].tiles)
    let outputs = left.rows(of: tiles)
    let product = pool.floats(outputs.count * features)
    left.multiply(right, tiles: tiles, into: product.start, isAdding: false)
    let (norm, linear) = layerParts(layer)
    let gains = normSums.start + index * 2 * features
    gains.update(repeating: 0, count: 2 * features)
    withElements(of: norm.weight, norm.bias, linear.weight) { weight, bias, weights in
      let offset = outputs.lowerBound * features
      assay_unfold_norm(
        pass.instructions, weights + offset, outputs.count, features, weight, bias, product.start,
        sums[layer].start + outputs.lowerBound, target + offset, gains, gains + features)
    }
  }

  /// The gradient of the last layer's weight, which comes out transposed: activated values are its left factor.
  private func addSecond(_ tiles: Range<Int>, _ target: UnsafeMutablePointer<Float>, on pool: WorkerPool) {
    let left = pass.rows.activated
    let inputs = left.rows(of: tiles)
    let product = pool.floats(inputs.count * features)
    left.multiply(pass.rows.outputFactor, tiles: tiles, into: product.start, isAdding: false)
    assay_add_transposed(
      pass.instructions, product.start, inputs.count, features, target + inputs.lowerBound, pass.hidden)
  }

  private func layerParts(_ layer: Int) -> (norm: LayerNorm, linear: Linear) {
    layer == 0
      ? (pass.block.attentionNorm, pass.block.attention.queriesKeysValues)
      : (pass.block.feedForwardNorm, pass.block.feedForward.first)
  }

  /// Adds up what the tasks of a layer found for the norm before it, in order.
  private func addNorm(_ layer: Int, to gradient: inout LayerNorm) {
    let width = features
    for (index, task) in tasks.enumerated() where task.layer == layer {
      let found = normSums.start + index * 2 * width
      gradient.weight.withUnsafeMutableElements { weight in
        if let weight = weight.baseAddress { Networks.add(found, to: weight, count: width) }
      }
      gradient.bias.withUnsafeMutableElements { bias in
        if let bias = bias.baseAddress { Networks.add(found + width, to: bias, count: width) }
      }
    }
  }

  private func add(_ sums: BorrowedFloats, to bias: inout Tensor?) {
    Tensor.visit(&bias) { bias in
      let count = bias.count
      bias.withUnsafeMutableElements { bias in
        if let bias = bias.baseAddress { Networks.add(sums.start, to: bias, count: count) }
      }
    }
  }
}
