import CKernels
import Tensors

/// Some rows of the residual stream between one attention and the next.
struct TransformerRows {
  let memory: TransformerMemory
  let rows: Range<Int>
  let instructions: assay_instruction_set

  private var width: Int { memory.width }
  private var stream: UnsafeMutablePointer<Float> { memory.stream + rows.lowerBound * width }

  /// Adds the positions, normalises, and makes queries, keys and values.
  func begin(_ block: PackedTransformerBlock, _ positions: Tensor) {
    let normal = allocateFloats(rows.count * width)
    defer { normal.deallocate() }
    withElements(of: positions) { positions in
      add(positions + rows.lowerBound * width, to: stream, count: rows.count * width)
    }
    normalize(block.attentionNorm, into: normal)
    block.queriesKeysValues.apply(
      normal, rows: rows.count, into: memory.queriesKeysValues + rows.lowerBound * 3 * width)
  }

  /// Adds the attention and then the feed-forward part to the stream.
  func finish(_ block: PackedTransformerBlock) {
    let normal = allocateFloats(rows.count * width)
    let hidden = allocateFloats(rows.count * block.first.outputs)
    defer { for memory in [normal, hidden] { memory.deallocate() } }
    block.projection.apply(
      memory.heads + rows.lowerBound * width, rows: rows.count, into: stream, adding: stream)
    normalize(block.feedForwardNorm, into: normal)
    block.first.apply(normal, rows: rows.count, into: hidden)
    assay_gelu(instructions, hidden, rows.count * block.first.outputs, hidden)
    block.second.apply(hidden, rows: rows.count, into: stream, adding: stream)
  }

  /// Writes the normalised stream to its columns of `[tokens, count · width]`.
  func take(_ norm: LayerNorm, into features: UnsafeMutablePointer<Float>, place: Int, count: Int) {
    let normal = allocateFloats(rows.count * width)
    defer { normal.deallocate() }
    normalize(norm, into: normal)
    for (index, row) in rows.enumerated() {
      (features + (row * count + place) * width).update(from: normal + index * width, count: width)
    }
  }

  private func normalize(_ norm: LayerNorm, into result: UnsafeMutablePointer<Float>) {
    withElements(of: norm.weight, norm.bias) { weight, bias in
      assay_layer_norm(instructions, stream, rows.count, width, weight, bias, norm.epsilon, result, nil)
    }
  }
}
