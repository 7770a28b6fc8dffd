extension ElementType {
  /// The numbers as 32-bit floats, infinite or NaN where they were or where they do not fit; nil for a type
  /// of whole numbers.
  func floats(_ bytes: UnsafeRawBufferPointer) -> [Float]? {
    switch self {
    case .float32: decode(bytes, as: UInt32.self) { Float(bitPattern: $0) }
    case .float64: decode(bytes, as: UInt64.self) { Float(Double(bitPattern: $0)) }
    case .bfloat16: decode(bytes, as: UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .float16: decode(bytes, as: UInt16.self, halfValue)
    default: nil
    }
  }

  /// The numbers as 64-bit integers, nil where one does not fit; the whole is nil for a floating-point type.
  func integers(_ bytes: UnsafeRawBufferPointer) -> [Int64?]? {
    switch self {
    case .int64: decode(bytes, as: Int64.self) { $0 }
    case .int32: decode(bytes, as: Int32.self) { Int64($0) }
    case .int16: decode(bytes, as: Int16.self) { Int64($0) }
    case .int8: decode(bytes, as: Int8.self) { Int64($0) }
    case .uint64: decode(bytes, as: UInt64.self) { Int64(exactly: $0) }
    case .uint32: decode(bytes, as: UInt32.self) { Int64($0) }
    case .uint16: decode(bytes, as: UInt16.self) { Int64($0) }
    case .uint8: decode(bytes, as: UInt8.self) { Int64($0) }
    case .bool: decode(bytes, as: UInt8.self) { $0 <= 1 ? Int64($0) : nil }
    default: nil
    }
  }

  /// The numbers of any type as 32-bit floats, rounded to the nearest.
  func roundedFloats(_ bytes: UnsafeRawBufferPointer) -> [Float] {
    switch self {
    case .int64: decode(bytes, as: Int64.self) { Float($0) }
    case .int32: decode(bytes, as: Int32.self) { Float($0) }
    case .int16: decode(bytes, as: Int16.self) { Float($0) }
    case .int8: decode(bytes, as: Int8.self) { Float($0) }
    case .uint64: decode(bytes, as: UInt64.self) { Float($0) }
    case .uint32: decode(bytes, as: UInt32.self) { Float($0) }
    case .uint16: decode(bytes, as: UInt16.self) { Float($0) }
    case .uint8, .bool: decode(bytes, as: UInt8.self) { Float($0) }
    default: floats(bytes) ?? []
    }
  }
}

/// Reads little-endian numbers from any alignment and converts each.
@inline(__always)
private func decode<Stored: FixedWidthInteger & BitwiseCopyable, Value>(
  _ bytes: UnsafeRawBufferPointer, as type: Stored.Type, _ convert: (Stored) -> Value
) -> [Value] {
  let count = bytes.count / MemoryLayout<Stored>.size
  return [Value](unsafeUninitializedCapacity: count) { values, filled in
    guard let source = bytes.baseAddress, let target = values.baseAddress else { return }
    var index = 0
    while index < count {
      let offset = index &* MemoryLayout<Stored>.size
      let stored = Stored(littleEndian: source.loadUnaligned(fromByteOffset: offset, as: type))
      (target + index).initialize(to: convert(stored))
      index &+= 1
    }
    filled = count
  }
}

/// The value of a 16-bit float (IEEE 754 binary16); exact, subnormal numbers included.
@inline(__always)
private func halfValue(_ half: UInt16) -> Float {
  let magnitude = UInt32(half & 0x7fff) << 13
  let sign = UInt32(half & 0x8000) << 16
  // Scaling by 2^112 moves the exponent's bias from 15 to 127 and makes subnormal numbers normal.
  let value = Float(bitPattern: magnitude) * 0x1p112
  let isFinite = magnitude < 0x0f80_0000
  return Float(bitPattern: (isFinite ? value.bitPattern : Float.infinity.bitPattern) | sign)
}

/// The position of the first number that is NaN or infinite.
func firstNonFinite(_ values: [Float]) -> Int? {
  values.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return nil }
    var overflow: UInt32 = 0
    var index = 0
    while index < buffer.count {
      // The sum carries into the top bit exactly when all bits of the exponent are set.
      overflow |= (start[index].bitPattern & 0x7f80_0000) &+ 0x0080_0000
      index &+= 1
    }
    return overflow >> 31 == 0 ? nil : buffer.firstIndex { !$0.isFinite }
  }
}
