import Tensors

/// A tensor and the name it has in files.
public struct NamedTensor: Sendable, Equatable {
  /// The name, such as `blocks.0.attn.qkv.weight`.
  public let name: String

  /// The elements.
  public let value: Tensor

  /// Names a tensor.
  public init(name: String, value: Tensor) {
    self.name = name
    self.value = value
  }
}
