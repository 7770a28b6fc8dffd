import Networks
import Tensors

/// Patch features of a pretrained residual network, as PatchCore builds them (Roth et al., arXiv 2106.08265).
///
/// The outputs of stages 2 and 3 are averaged over 3 x 3 neighbours, brought to the grid bilinearly and
/// concatenated, stage 2 first. Stage 3 goes by way of the grid of stage 2, as in anomalib; where the patch grid
/// is that grid, which is so for cells of eight pixels, features are anomalib's up to rounding.
public struct PatchNetworkBranch: PatchBranch {
  /// The network.
  public let network: ResidualNetwork

  /// Wraps a loaded network.
  public init(network: ResidualNetwork) {
    self.network = network
  }

  /// Loads a network.
  ///
  /// - Parameters:
  ///   - tensors: The weights by torchvision's names.
  ///   - metadata: What the weights file says about the variant; see `ResidualNetwork`.
  /// - Throws: `ResidualNetworkError`, which lists what is wrong by name.
  public init(
    tensors: consuming [String: Tensor], metadata: [String: String]
  ) throws(ResidualNetworkError) {
    network = try ResidualNetwork(tensors: consume tensors, metadata: metadata)
  }

  /// The architecture's name, such as `resnet50`.
  public var identifier: String { network.architecture.rawValue }

  /// The weights by torchvision's names, batch normalisation folded in.
  public var tensors: [String: Tensor] { network.tensors }

  /// The variant that the weights are for.
  public var metadata: [String: String] { network.metadata }

  /// The channels of stages 2 and 3 together.
  public var featureCount: Int {
    network.architecture.channels(ofStage: 1) + network.architecture.channels(ofStage: 2)
  }

  /// The channels of stage 2.
  public var adaptableFeatures: Range<Int> { 0..<network.architecture.channels(ofStage: 1) }

  /// Describes every patch; all are valid.
  public func features(of view: PartView, on pool: WorkerPool) -> PatchFeatures {
    let (rows, columns) = (view.grid.rows, view.grid.columns)
    return PatchFeatures(values: features(of: view.image, rows: rows, columns: columns, on: pool))
  }

  /// Describes an image, `[height, width, 3]` in 0...1, on a grid of `rows` x `columns` patches.
  package func features(of image: Tensor, rows: Int, columns: Int, on pool: WorkerPool) -> Tensor {
    let (second, third) = network.withStages(of: image, on: pool) { second, third in
      (second.localMeans(on: pool), third.localMeans(on: pool))
    }
    let (height, width) = (second.shape[0], second.shape[1])
    let joined = PatchDescriptors(rows: height, columns: width).joined([second, third], on: pool)
    guard rows != height || columns != width else { return joined }
    let map = joined.reshaped(to: [height, width, joined.rowCount])
    return PatchDescriptors(rows: rows, columns: columns).joined([map], on: pool)
  }
}
