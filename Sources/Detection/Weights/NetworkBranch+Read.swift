import Branches
import Files
import TensorFiles

extension NetworkBranch {
  /// Loads the network in a weights file.
  ///
  /// - Parameters:
  ///   - path: A safetensors file.
  ///   - modality: What the branch is wanted for.
  /// - Throws: `TensorFileError` or `FileError` when the file cannot be read, `BranchError` when it holds no network
  ///   for this modality; each names the file.
  public init(reading path: String, for modality: BranchModality) throws {
    let file = try SafetensorsFile.read(path)
    let whole = file.integers.keys.filter { !$0.hasSuffix(".num_batches_tracked") }
    guard whole.isEmpty else { throw BranchError.wholeNumbers(path: path, tensors: whole.sorted()) }
    let name = String(path.split(separator: "/").last ?? "")
    try self.init(
      tensors: file.tensors, metadata: file.metadata,
      origin: (file: name, sha256: FileDigest.sha256(ofFileAt: path)), modality: modality, path: path)
  }
}
