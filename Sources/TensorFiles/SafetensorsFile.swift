import Tensors

/// The content of a safetensors file: named tensors and a table of text.
///
/// The format (github.com/huggingface/safetensors) is eight bytes of header length, little-endian; a JSON
/// header with the type, shape and byte range of each tensor; and the tensors' bytes. Reading is stricter
/// than the reference implementation: besides overlaps, holes and trailing bytes it refuses duplicate names,
/// unknown fields, and numbers that are not finite.
///
/// Types in a file and what they become:
///
/// | in the file | here | conversion |
/// | --- | --- | --- |
/// | F32 | `tensors` | none |
/// | F16, BF16 | `tensors` | exact |
/// | F64 | `tensors` | rounded to nearest, ties to even; refused when beyond the range of 32 bits |
/// | I8 ... I64, U8 ... U64 | `integers` | exact; refused when beyond the range of Int64 |
/// | BOOL | `integers` | 0 or 1; any other byte is refused |
///
/// Every other type is refused by name.
public struct SafetensorsFile: Sendable, Equatable {
  /// The tensors of floating-point numbers, by name.
  public var tensors: [String: Tensor]

  /// The tensors of whole numbers, by name; published checkpoints hold counters such as
  /// `num_batches_tracked`.
  public var integers: [String: IntegerTensor]

  /// Text about the tensors, by key.
  public var metadata: [String: String]

  /// Content to write.
  ///
  /// - Parameters:
  ///   - tensors: The tensors of floating-point numbers, by name.
  ///   - integers: The tensors of whole numbers, by name; no name stands in both.
  ///   - metadata: Text about the tensors, by key.
  public init(
    tensors: [String: Tensor] = [:], integers: [String: IntegerTensor] = [:],
    metadata: [String: String] = [:]
  ) {
    self.tensors = tensors
    self.integers = integers
    self.metadata = metadata
  }
}
