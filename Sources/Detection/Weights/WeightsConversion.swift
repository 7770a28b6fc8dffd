import Branches
import TensorFiles
import Tensors

/// Makes a weights file of a published checkpoint.
public struct WeightsConversion: Sendable {
  /// What the weights file holds.
  public let file: SafetensorsFile

  /// The network, such as `resnet50`.
  public let network: String

  /// What the network looks at.
  public let modality: BranchModality

  /// Tensors of the checkpoint that the network does not need, sorted: a classifier, a decoder, later stages.
  public let omitted: [String]

  /// Converts a checkpoint, and makes sure that the result loads.
  ///
  /// - Parameters:
  ///   - path: A checkpoint that `torch.save` has written.
  ///   - metadata: What to say about the variant beside the tensors; see `docs/reference/weights.md`.
  /// - Throws: `TensorFileError` when it cannot be read, `BranchError` when it holds no network that can be run.
  public init(of path: String, metadata: [String: String] = [:]) throws {
    let checkpoint = try TorchCheckpoint.read(path)
    let whole = checkpoint.wholeNumbers.filter { !$0.hasSuffix(".num_batches_tracked") }
    guard whole.isEmpty else { throw BranchError.wholeNumbers(path: path, tensors: whole) }
    let tensors = Self.withoutPrefix(checkpoint.tensors)
    modality = NetworkBranch.modality(of: tensors, metadata: metadata) ?? .appearance
    let loaded = try NetworkBranch(
      tensors: tensors, metadata: metadata, origin: (file: "", sha256: ""), modality: modality, path: path)
    network = loaded.branch.identifier
    let needed = tensors.filter { [modality] in NetworkBranch.needs($0.key, modality: modality) }
    omitted = tensors.keys.filter { needed[$0] == nil }.sorted()
    file = SafetensorsFile(
      tensors: needed, metadata: loaded.branch.metadata.merging(metadata) { $1 })
  }

  /// What training in parallel and wrappers put in front of every name.
  private static let prefixes = ["module.", "backbone.", "model.", "encoder_q."]

  private static func withoutPrefix(_ tensors: [String: Tensor]) -> [String: Tensor] {
    guard let prefix = prefixes.first(where: { prefix in tensors.keys.allSatisfy { $0.hasPrefix(prefix) } }),
      !tensors.isEmpty
    else { return tensors }
    return Dictionary(
      uniqueKeysWithValues: tensors.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }
}
