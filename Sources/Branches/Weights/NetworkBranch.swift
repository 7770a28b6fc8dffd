import Networks
import Tensors

/// A branch that runs a network with weights from a file.
public struct NetworkBranch: Sendable {
  /// The branch, ready to describe parts.
  public let branch: any PatchBranch

  /// Which network it is, and where its weights came from.
  public let reference: NetworkReference

  /// The size of its weights in memory, in bytes.
  public let weightBytes: Int

  /// Loads the network that a weights file holds; all of it or nothing.
  ///
  /// - Parameters:
  ///   - tensors: The tensors of floating-point numbers in the file.
  ///   - metadata: The text in the file.
  ///   - origin: The name and the checksum of the file.
  ///   - modality: What the branch is wanted for.
  ///   - path: The file that is being read, for messages.
  /// - Throws: `BranchError`, which names the file and every tensor that is missing, unknown or misshapen.
  public init(
    tensors: consuming [String: Tensor], metadata: [String: String], origin: (file: String, sha256: String),
    modality: BranchModality, path: String
  ) throws(BranchError) {
    weightBytes = tensors.values.reduce(0) { $0 + $1.count } * MemoryLayout<Float>.size
    branch = try Self.load(consume tensors, metadata, modality, path: path)
    reference = NetworkReference(name: branch.identifier, file: origin.file, sha256: origin.sha256)
  }

  /// What the network in a file looks at; nil when it is none that can be run.
  public static func modality(of tensors: [String: Tensor], metadata: [String: String]) -> BranchModality? {
    NetworkFamily(names: tensors.keys, metadata: metadata)?.modality
  }

  /// Whether a network of a modality needs the tensor of a name; checkpoints hold more.
  public static func needs(_ name: String, modality: BranchModality) -> Bool {
    switch modality {
    case .appearance: ResidualNetwork.ownsTensor(name)
    case .geometry: PointTransformer.ownsTensor(name)
    }
  }

  /// What a bundle stores to know this branch again.
  public var settings: BranchSettings { .network(reference) }

  private static func load(
    _ tensors: consuming [String: Tensor], _ metadata: [String: String], _ modality: BranchModality,
    path: String
  ) throws(BranchError) -> any PatchBranch {
    let names = tensors.keys.sorted()
    guard let family = NetworkFamily(names: names, metadata: metadata) else {
      throw .unknownNetwork(path: path, modality: modality, tensors: names)
    }
    guard family.modality == modality else {
      throw .wrongModality(path: path, network: family.title, wanted: modality)
    }
    switch family {
    case .residual: return try residual(consume tensors, metadata, path: path)
    case .pointTransformer, .pointEncoder:
      do throws(WeightsError) {
        return family == .pointEncoder
          ? try PointEncoderBranch(tensors: tensors, metadata: metadata, path: path)
          : try PointTransformerBranch(tensors: tensors, metadata: metadata, path: path)
      } catch {
        throw .weights(error)
      }
    }
  }

  private static func residual(
    _ tensors: consuming [String: Tensor], _ metadata: [String: String], path: String
  ) throws(BranchError) -> any PatchBranch {
    do throws(ResidualNetworkError) {
      return try PatchNetworkBranch(tensors: consume tensors, metadata: metadata)
    } catch {
      throw .residualWeights(path: path, error)
    }
  }
}
