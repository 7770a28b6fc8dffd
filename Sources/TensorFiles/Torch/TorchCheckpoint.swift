import Files
import Tensors

/// The tensors in a checkpoint that PyTorch has written with `torch.save`.
///
/// Nothing in the file is executed. A checkpoint is a pickle, a program that builds Python objects, and the numbers
/// beside it; the program is read by an interpreter that knows dictionaries, lists, numbers, text and tensors, and
/// refuses everything else by name. Both forms are read: the ZIP archive of PyTorch 1.6 and later, whose checksums
/// are checked, and the older one.
public struct TorchCheckpoint: Sendable, Equatable {
  /// The tensors of floating-point numbers, by name; every number is finite.
  public let tensors: [String: Tensor]

  /// The names of tensors of whole numbers, which no network of Assay needs, sorted.
  public let wholeNumbers: [String]

  /// The key of the dictionary that the tensors were found in, such as `state_dict`; nil for the outermost.
  public let section: String?

  /// Where published checkpoints keep the weights, when they do not stand outermost.
  private static let sections = ["base_model", "state_dict", "model", "model_state_dict", "net"]

  /// Reads a checkpoint.
  ///
  /// - Parameter path: Where the file is.
  /// - Returns: The weights in it; of a training checkpoint not the optimiser's state.
  /// - Throws: `TensorFileError` that names the file, what was expected and what was found.
  public static func read(_ path: String) throws(TensorFileError) -> TorchCheckpoint {
    let file: OpenFile
    do {
      file = try OpenFile(path)
    } catch {
      throw .file(error)
    }
    guard file.size <= fileLimit else {
      throw .file(.tooLarge(path: path, size: file.size, limit: fileLimit))
    }
    return try decode(
      ByteSource(path: path, size: file.size) { range throws(FileError) in
        try file.read(at: range.lowerBound, count: range.count)
      })
  }

  /// Reads the bytes of a checkpoint.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: Its name, for messages.
  /// - Returns: The weights, as `read`.
  /// - Throws: `TensorFileError`, as `read`.
  public static func decode(_ bytes: [UInt8], path: String) throws(TensorFileError) -> TorchCheckpoint {
    try decode(ByteSource(path: path, size: bytes.count) { Array(bytes[$0]) })
  }

  /// Larger files are none of the networks that Assay knows.
  private static let fileLimit = 4 << 30

  private static func decode(_ source: ByteSource) throws(TensorFileError) -> TorchCheckpoint {
    let start = try source.bytes(0..<min(source.size, LegacyTorchFile.magic.count))
    if start.starts(with: StoredArchive.magic) {
      return try TorchCheckpoint(ZippedTorchFile(source), path: source.path)
    }
    if start == LegacyTorchFile.magic {
      return try TorchCheckpoint(LegacyTorchFile(source), path: source.path)
    }
    throw .malformed(
      path: source.path, part: "file", expected: "a checkpoint that torch.save has written",
      found: "other bytes")
  }

  private init(_ file: some TorchFile, path: String) throws(TensorFileError) {
    let (section, weights) = try Self.weights(in: file.objects, path: path)
    self.section = section
    var tensors: [String: Tensor] = [:]
    var wholeNumbers: [String] = []
    var budget = TorchTensorBudget(fileSize: file.size, path: path)
    for (name, tensor) in weights {
      guard tensor.storage.type.isFloatingPoint else {
        wholeNumbers.append(name)
        continue
      }
      let known = tensors.updateValue(try tensor.values(name, in: file, &budget), forKey: name)
      guard known == nil else {
        throw .malformed(
          path: path, part: "tensor \(quoted(name))", expected: "each name once", found: "the name again")
      }
    }
    self.tensors = tensors
    self.wholeNumbers = wholeNumbers.sorted()
  }

  private typealias NamedTensors = [(name: String, tensor: TorchTensor)]

  private static func weights(
    in objects: PickledObjects, path: String
  ) throws(TensorFileError) -> (section: String?, NamedTensors) {
    let outermost = objects.tensors(of: objects.root)
    if !outermost.isEmpty { return (nil, outermost) }
    for section in sections {
      guard let inner = objects.value(of: section, in: objects.root) else { continue }
      let tensors = objects.tensors(of: inner)
      if !tensors.isEmpty { return (section, tensors) }
    }
    throw .malformed(
      path: path, part: "pickle",
      expected: "a dictionary of tensors, outermost or under \(sections.joined(separator: ", "))",
      found: objects.summary)
  }
}
