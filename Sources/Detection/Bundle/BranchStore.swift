import Branches
import TensorFiles
import Tensors

/// The weights of both branches as `branches.safetensors` holds them: names and metadata keys carry the modality.
struct BranchStore {
  private let file: SafetensorsFile

  /// The weights of branches; none for branches without.
  init(appearance: any PatchBranch, geometry: any PatchBranch) {
    var file = SafetensorsFile()
    for (modality, branch) in [(BranchModality.appearance, appearance), (.geometry, geometry)] {
      let prefix = Self.prefix(modality)
      for (name, tensor) in branch.tensors { file.tensors[prefix + name] = tensor }
      for (key, value) in branch.metadata { file.metadata[prefix + key] = value }
    }
    self.file = file
  }

  /// The weights in a bundle's file.
  init(reading path: String) throws(TensorFileError) {
    file = try SafetensorsFile.read(path)
  }

  /// Writes the file of a bundle.
  func write(to path: String) throws(TensorFileError) { try file.write(to: path) }

  /// Loads the networks that the settings of a bundle refer to.
  ///
  /// - Parameters:
  ///   - configuration: The settings.
  ///   - path: The file, for messages.
  /// - Returns: A network for each branch that needs one.
  /// - Throws: `BranchError`, or `DetectionError.bundle` when the file holds another network than the settings say.
  func networks(for configuration: DetectorConfiguration, path: String) throws -> NetworkBranches {
    NetworkBranches(
      appearance: try network(configuration.appearance, .appearance, path: path),
      geometry: try network(configuration.geometry, .geometry, path: path))
  }

  private func network(
    _ settings: BranchSettings, _ modality: BranchModality, path: String
  ) throws -> NetworkBranch? {
    guard let reference = settings.network else { return nil }
    let branch = try NetworkBranch(
      tensors: Self.stripped(file.tensors, of: modality),
      metadata: Self.stripped(file.metadata, of: modality),
      origin: (file: reference.file, sha256: reference.sha256), modality: modality, path: path)
    guard branch.reference == reference else {
      throw DetectionError.bundle(
        path: path,
        problem: "expected the weights of \(reference.name), as config.json says, found those of"
          + " \(branch.reference.name)")
    }
    return branch
  }

  private static func prefix(_ modality: BranchModality) -> String { modality.rawValue + "." }

  private static func stripped<Value>(
    _ table: [String: Value], of modality: BranchModality
  ) -> [String: Value] {
    let prefix = prefix(modality)
    var found: [String: Value] = [:]
    for (name, value) in table where name.hasPrefix(prefix) {
      found[String(name.dropFirst(prefix.count))] = value
    }
    return found
  }
}
