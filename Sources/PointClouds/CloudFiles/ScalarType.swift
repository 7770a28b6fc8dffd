/// The type of a stored number.
enum ScalarType: Equatable {
  case int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64

  /// The size in bytes.
  var size: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// Whether it is a whole number.
  var isWhole: Bool { self != .float32 && self != .float64 }

  /// The type of a name in PLY; nil for a name that is none.
  init?(ply name: String) {
    switch name {
    case "char", "int8": self = .int8
    case "uchar", "uint8": self = .uint8
    case "short", "int16": self = .int16
    case "ushort", "uint16": self = .uint16
    case "int", "int32": self = .int32
    case "uint", "uint32": self = .uint32
    case "float", "float32": self = .float32
    case "double", "float64": self = .float64
    default: return nil
    }
  }

  /// The type of a letter and a size in PCD; nil for a pair that is none.
  init?(pcd letter: String, size: Int) {
    switch (letter, size) {
    case ("I", 1): self = .int8
    case ("U", 1): self = .uint8
    case ("I", 2): self = .int16
    case ("U", 2): self = .uint16
    case ("I", 4): self = .int32
    case ("U", 4): self = .uint32
    case ("I", 8): self = .int64
    case ("U", 8): self = .uint64
    case ("F", 4): self = .float32
    case ("F", 8): self = .float64
    default: return nil
    }
  }

  /// The number that begins at `offset`, which lies inside the bytes as a whole.
  func load(_ bytes: UnsafeRawBufferPointer, at offset: Int, isBigEndian: Bool) -> Double {
    func stored<Stored: FixedWidthInteger & BitwiseCopyable>(_ type: Stored.Type) -> Stored {
      let value = bytes.loadUnaligned(fromByteOffset: offset, as: type)
      return isBigEndian ? Stored(bigEndian: value) : Stored(littleEndian: value)
    }
    switch self {
    case .int8: return Double(stored(Int8.self))
    case .uint8: return Double(stored(UInt8.self))
    case .int16: return Double(stored(Int16.self))
    case .uint16: return Double(stored(UInt16.self))
    case .int32: return Double(stored(Int32.self))
    case .uint32: return Double(stored(UInt32.self))
    case .int64: return Double(stored(Int64.self))
    case .uint64: return Double(stored(UInt64.self))
    case .float32: return Double(Float(bitPattern: stored(UInt32.self)))
    case .float64: return Double(bitPattern: stored(UInt64.self))
    }
  }
}
