/// A checkpoint of PyTorch before 1.6: pickles in a row, and then the numbers.
///
/// Magic number, protocol version, facts about the system, the objects, the keys of the storages; and for each key
/// the count of its elements in eight bytes and the elements. There are no checksums.
struct LegacyTorchFile: TorchFile {
  /// The pickle of the magic number, which every such file starts with.
  static let magic: [UInt8] = [
    0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
  ]

  let objects: PickledObjects
  private let source: ByteSource

  /// Where the elements of each storage are.
  private let ranges: [String: Range<Int>]

  /// The pickles in front of the numbers are not larger than this.
  private static let pickleLimit = 1 << 20

  var size: Int { source.size }

  init(_ source: ByteSource) throws(TensorFileError) {
    self.source = source
    let start = try source.bytes(0..<min(source.size, Self.pickleLimit))
    var position = Self.magic.count
    var pickles: [PickledObjects] = []
    for _ in 0..<4 {
      let (objects, end) = try PickleInterpreter.run(start, at: position, path: source.path)
      pickles.append(objects)
      position = end
    }
    guard pickles[0].root == .integer(1001),
      pickles[1].value(of: "little_endian", in: pickles[1].root) == .boolean(true)
    else {
      throw .malformed(
        path: source.path, part: "file", expected: "protocol 1001 and the lowest byte first", found: "others")
    }
    objects = pickles[2]
    ranges = try Self.ranges(keys: pickles[3], of: pickles[2], from: position, in: source)
  }

  func bytes(of storage: TorchStorage) throws(TensorFileError) -> [UInt8] {
    guard let range = ranges[storage.key], range.count == storage.byteCount else {
      throw .malformed(
        path: source.path, part: "storage \(quoted(storage.key))", expected: "\(storage.count) numbers",
        found: "none or another count")
    }
    return try source.bytes(range)
  }

  /// Walks over the numbers; the size of an element is known from the tensors that use it.
  private static func ranges(
    keys: PickledObjects, of objects: PickledObjects, from start: Int, in source: ByteSource
  ) throws(TensorFileError) -> [String: Range<Int>] {
    guard case .sequence(let place) = keys.root else {
      throw .malformed(
        path: source.path, part: "file", expected: "a list of storages", found: "another value")
    }
    let known = objects.storages
    var ranges: [String: Range<Int>] = [:]
    var position = start
    for key in keys.containers[place] {
      guard case .text(let key) = key, let storage = known[key], let bytes = storage.byteCount,
        source.size - position >= 8,
        try source.bytes(position..<position + 8).reversed().reduce(UInt64(0), { $0 << 8 | UInt64($1) })
          == UInt64(storage.count), bytes <= source.size - position - 8
      else {
        throw .malformed(
          path: source.path, part: "file, byte \(position)", expected: "the numbers of a storage",
          found: "fewer bytes or another count")
      }
      ranges[key] = position + 8..<position + 8 + bytes
      position += 8 + bytes
    }
    return ranges
  }
}

extension PickledObjects {
  /// All storages that tensors look into, by key.
  fileprivate var storages: [String: TorchStorage] {
    var found: [String: TorchStorage] = [:]
    for value in containers.joined() {
      if case .tensor(let tensor) = value { found[tensor.storage.key] = tensor.storage }
      if case .storage(let storage) = value { found[storage.key] = storage }
    }
    return found
  }
}
