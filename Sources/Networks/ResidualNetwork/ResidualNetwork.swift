import CKernels
import Synchronization
import Tensors

/// A residual network, from the image to the output of its third stage, for inference.
///
/// ResNet-18, 34, 50 and Wide ResNet-50-2 under torchvision's tensor names; the architecture is recognised from
/// the tensors, and the Caffe / MSRA variant from the metadata. Batch normalisation is folded into the weights,
/// 3 x 3 convolutions of stride 1 use Winograd's minimal filtering, and the same image gives the same bytes for
/// every number of threads.
public final class ResidualNetwork: Sendable {
  /// Which network it is.
  public let architecture: ResidualArchitecture

  /// How colours become its input.
  public let normalization: ImageNormalization

  let stem: DirectConvolution
  let pooling: MaxPooling
  let stridesFirst: Bool
  let stages: [[ResidualBlock]]
  let instructions: assay_instruction_set
  private let workspaces = Mutex<[ResidualWorkspace]>([])

  /// Packs weights.
  ///
  /// - Parameters:
  ///   - tensors: All tensors to stage 3 by torchvision's names; those of stage 4 and the classifier may be there.
  ///   - metadata: The variant, as text; see `ResidualNetworkMetadata`.
  /// - Throws: `ResidualNetworkError`, which lists what is wrong by name.
  public convenience init(
    tensors: consuming [String: Tensor], metadata: [String: String] = [:]
  ) throws(ResidualNetworkError) {
    try self.init(
      tensors: consume tensors, metadata: metadata, instructions: assay_best_instruction_set())
  }

  /// Packs weights for given instructions.
  package init(
    tensors: consuming [String: Tensor], metadata entries: [String: String],
    instructions: assay_instruction_set
  ) throws(ResidualNetworkError) {
    let metadata = try ResidualNetworkMetadata(entries)
    var weights = try ResidualWeights(consume tensors, metadata)
    architecture = weights.architecture
    normalization = metadata.normalization
    pooling = metadata.pooling
    stridesFirst = metadata.stridesFirst
    self.instructions = instructions
    stem = DirectConvolution(try weights.take(weights.layout.stem))
    var stages: [[ResidualBlock]] = []
    for layout in weights.layout.stages {
      var blocks: [ResidualBlock] = []
      for block in layout {
        blocks.append(try ResidualBlock(block, from: &weights))
      }
      stages.append(blocks)
    }
    self.stages = stages
  }

  /// Whether a name in a checkpoint is that of a tensor to stage 3.
  public static func ownsTensor(_ name: String) -> Bool { !ResidualWeights.isBeyondStage3(name) }

  /// Calls `body` with memory for an image size, used before or new.
  func withWorkspace<Result>(
    height: Int, width: Int, _ body: (ResidualWorkspace) throws -> Result
  ) rethrows -> Result {
    let kept = workspaces.withLock { workspaces -> ResidualWorkspace? in
      let index = workspaces.firstIndex { $0.input.height == height && $0.input.width == width }
      return index.map { workspaces.remove(at: $0) }
    }
    let workspace = kept ?? ResidualWorkspace(for: self, height: height, width: width)
    defer {
      workspaces.withLock { workspaces in
        workspaces.insert(workspace, at: 0)
        workspaces = Array(workspaces.prefix(2))
      }
    }
    return try body(workspace)
  }
}
