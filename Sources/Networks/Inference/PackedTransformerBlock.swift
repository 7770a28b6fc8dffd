import CKernels

/// The layers of a transformer block for inference.
struct PackedTransformerBlock: Sendable {
  let attentionNorm: LayerNorm
  let queriesKeysValues: PackedLinear
  let projection: PackedLinear
  let feedForwardNorm: LayerNorm
  let first: PackedLinear
  let second: PackedLinear

  init(_ block: TransformerBlock, for instructions: assay_instruction_set) {
    attentionNorm = block.attentionNorm
    queriesKeysValues = PackedLinear(block.attention.queriesKeysValues, for: instructions)
    projection = PackedLinear(block.attention.projection, for: instructions)
    feedForwardNorm = block.feedForwardNorm
    first = PackedLinear(block.feedForward.first, for: instructions)
    second = PackedLinear(block.feedForward.second, for: instructions)
  }
}
