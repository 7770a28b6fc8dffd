import Networks
import Tensors

/// Geometry by the compact point encoder: one group of points for each patch, centred on it.
///
/// No features are interpolated; what a patch is given, it saw itself.
public struct PointEncoderBranch: PatchBranch {
  /// The encoder.
  public let network: PointEncoder

  /// Wraps an encoder.
  public init(network: PointEncoder) {
    self.network = network
  }

  /// Loads an encoder.
  ///
  /// - Parameters:
  ///   - tensors: The weights by name.
  ///   - metadata: The configuration.
  ///   - path: The file, for messages.
  /// - Throws: `WeightsError`, which lists what is wrong by name.
  public init(
    tensors: [String: Tensor], metadata: [String: String], path: String
  ) throws(WeightsError) {
    network = try PointEncoder(tensors: tensors, metadata: metadata, path: path)
  }

  /// The name of this branch.
  public var identifier: String { "point-encoder" }

  /// The weights by name.
  public var tensors: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: network.storedTensors.map { ($0.name, $0.value) })
  }

  /// The configuration that the weights are for.
  public var metadata: [String: String] { network.configuration.metadata }

  /// The length of a token.
  public var featureCount: Int { network.configuration.width }

  /// Describes every patch that has a point of the part.
  public func features(of view: PartView, on pool: WorkerPool) -> PatchFeatures {
    let cells = CellGroups(of: view, configuration: network.configuration, on: pool)
    let rows = network.forward(cells.groups, on: pool).output
    var values = Tensor(shape: [view.grid.patchCount, featureCount])
    var isValid = [Bool](repeating: false, count: view.grid.patchCount)
    for (row, patch) in cells.patches.enumerated() {
      for column in 0..<featureCount { values[patch, column] = rows[row, column] }
      isValid[patch] = true
    }
    return .finite(values, isValid: isValid)
  }
}
