/// A checkpoint of PyTorch 1.6 and later: a ZIP archive of stored entries.
struct ZippedTorchFile: TorchFile {
  let objects: PickledObjects
  private let archive: StoredArchive

  /// The folder inside the archive that all entries stand in, with its slash.
  private let folder: String

  /// A larger pickle belongs to no checkpoint of a network that Assay knows.
  private static let pickleLimit = 1 << 20

  var size: Int { archive.source.size }

  init(_ source: ByteSource) throws(TensorFileError) {
    archive = try StoredArchive(source)
    let name = "data.pkl"
    let pickles = archive.names.filter { $0.hasSuffix("/" + name) && $0.count { $0 == "/" } == 1 }
    guard pickles.count == 1, let pickle = pickles.first else {
      throw .malformed(
        path: source.path, part: "archive", expected: "one \(name) in a folder, as torch.save writes",
        found: "\(pickles.count)")
    }
    folder = String(pickle.dropLast(name.count))
    try Self.checkByteOrder(archive, folder)
    let bytes = try archive.content(of: pickle, limit: Self.pickleLimit)
    objects = try PickleInterpreter.run(bytes, path: source.path).objects
  }

  func bytes(of storage: TorchStorage) throws(TensorFileError) -> [UInt8] {
    let name = "\(folder)data/\(storage.key)"
    let bytes = try archive.content(of: name, limit: storage.byteCount ?? 0)
    guard bytes.count == storage.byteCount else {
      throw .malformed(
        path: archive.source.path, part: "entry \(quoted(name))",
        expected: "\(storage.count) numbers of \(storage.type.width) bytes", found: "\(bytes.count) bytes")
    }
    return bytes
  }

  private static func checkByteOrder(_ archive: StoredArchive, _ folder: String) throws(TensorFileError) {
    let name = folder + "byteorder"
    guard archive.names.contains(name) else { return }
    guard try archive.content(of: name, limit: 16) == Array("little".utf8) else {
      throw .malformed(
        path: archive.source.path, part: "entry \(quoted(name))", expected: "little", found: "another order")
    }
  }
}
