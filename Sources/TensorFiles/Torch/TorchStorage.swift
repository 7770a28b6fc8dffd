/// A run of numbers that tensors look into.
struct TorchStorage: Equatable {
  /// The name of its bytes in the file.
  let key: String

  /// The type of its numbers.
  let type: ElementType

  /// How many there are.
  let count: Int

  /// The size in bytes; nil when it overflows.
  var byteCount: Int? {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: type.width)
    return overflow ? nil : bytes
  }

  /// The type behind the name of a class of `torch`.
  static func elementType(named name: String) -> ElementType? {
    switch name {
    case "FloatStorage": .float32
    case "DoubleStorage": .float64
    case "HalfStorage": .float16
    case "BFloat16Storage": .bfloat16
    case "LongStorage": .int64
    case "IntStorage": .int32
    case "ShortStorage": .int16
    case "CharStorage": .int8
    case "ByteStorage": .uint8
    case "BoolStorage": .bool
    default: nil
    }
  }
}
