import Networks
import Tensors

/// The trainable part of one modality: a block that adapts patches, and a head that compares them with the other
/// modality (`Psi_m` and `h_m`, section 2 of the method).
///
/// Before training the block is the identity: the last projections of both its residual parts are zero.
public struct Adaptor: Parameterized {
  /// Adapts the valid patches of one sample, all attending to each other.
  public var block: TransformerBlock

  /// Brings an adapted patch to the space that both modalities share.
  public var head: Linear

  /// An adaptor before training.
  ///
  /// - Parameters:
  ///   - features: The length of a patch's features.
  ///   - options: The sizes.
  ///   - random: Where the weights that do not start at zero are drawn from, as PyTorch draws them.
  public init(features: Int, options: AdaptorOptions = AdaptorOptions(), random: inout RandomStream) {
    block = TransformerBlock(
      features: features, headCount: options.attentionHeads(for: features),
      hidden: options.widening * features)
    block.attention.queriesKeysValues.randomize(&random)
    block.feedForward.first.randomize(&random)
    head = Linear(inputs: features, outputs: options.sharedFeatures, random: &random)
  }

  /// The length of a patch's features.
  public var features: Int { head.inputs }

  /// Walks `block` and `head`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    block.forEachParameter(under: "block", body)
    head.forEachParameter(under: "head", body)
  }
}
