import CKernels
import Tensors

/// The encoder of Point-MAE for inference: groups of points to features (Pang 2022).
///
/// Each group becomes a token; an embedding of the group's centre is added before every block; the outputs of some
/// blocks go through one shared normalisation and stand side by side.
public struct PointTransformer: Sendable {
  /// The sizes.
  public let architecture: PointTransformerArchitecture

  private let encoder: GroupEncoder
  private let position: (first: PackedLinear, second: PackedLinear)
  private let transformer: PackedTransformer
  private let instructions: assay_instruction_set

  /// Builds the encoder from the tensors of a file.
  ///
  /// Names are those of the published `pretrain.pth`, with or without `module.` and `MAE_encoder.` in front; its
  /// decoder is not needed.
  ///
  /// - Parameters:
  ///   - tensors: All tensors of floating-point numbers in the file.
  ///   - metadata: What shapes do not tell: `heads`, `groups`, `group_size`, and `blocks` that are taken.
  ///   - path: The file, for messages.
  /// - Throws: `WeightsError` that lists every tensor that is missing, unknown, or of a wrong shape.
  public init(
    tensors: [String: Tensor], metadata: [String: String], path: String
  ) throws(WeightsError) {
    try self.init(
      tensors: tensors, metadata: metadata, path: path, instructions: assay_best_instruction_set())
  }

  /// Whether a name in a file is that of a tensor of the encoder.
  public static func ownsTensor(_ name: String) -> Bool { PublishedNames.isEncoder(name) }

  /// Builds the encoder for an instruction set.
  package init(
    tensors: [String: Tensor], metadata: [String: String], path: String, instructions: assay_instruction_set
  ) throws(WeightsError) {
    let table = WeightTable(
      tensors, path: path, prefix: PublishedNames.prefix(of: tensors), ignoring: PublishedNames.isDecoder)
    architecture = try PointTransformerArchitecture(table, NetworkSettings(metadata, path: path))
    var layers = PointTransformerLayers(architecture)
    try table.load(into: &layers)
    encoder = GroupEncoder(layers, for: instructions)
    position = (
      PackedLinear(layers.position.first, for: instructions),
      PackedLinear(layers.position.second, for: instructions)
    )
    transformer = PackedTransformer(
      layers.blocks, norm: layers.norm, takenBlocks: architecture.takenBlocks, for: instructions)
    self.instructions = instructions
  }

  /// The features of groups.
  ///
  /// - Parameters:
  ///   - groups: Points relative to the centre of their group, `[groups, members, 3]`; any numbers of both.
  ///   - centers: The centres of the groups, `[groups, 3]`.
  ///   - pool: The threads to use.
  /// - Returns: `[groups, architecture.featureCount]`.
  public func features(of groups: Tensor, centers: Tensor, on pool: WorkerPool) -> Tensor {
    precondition(
      centers.shape == [groups.rows, 3], "centres of shape \(centers.shape) for \(groups.rows) groups")
    return transformer.features(
      of: encoder.tokens(of: groups, on: pool), positions: positions(of: centers, on: pool), on: pool)
  }

  /// The embedding of group centres, `[groups, width]`.
  private func positions(of centers: Tensor, on pool: WorkerPool) -> Tensor {
    pool.tensor(shape: [centers.rows, position.second.outputs], blockRows: rowBlock) { rows, block in
      let hidden = allocateFloats(rows.count * position.first.outputs)
      defer { hidden.deallocate() }
      withElements(of: centers) { centers in
        guard let block = block.baseAddress else { return }
        position.first.apply(centers + 3 * rows.lowerBound, rows: rows.count, into: hidden)
        assay_gelu(instructions, hidden, rows.count * position.first.outputs, hidden)
        position.second.apply(hidden, rows: rows.count, into: block)
      }
    }
  }
}
