import Networks
import Tensors

extension AdaptorPair {
  /// The weights by name, such as `appearance.block.attn.qkv.weight`.
  public var tensors: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.value) })
  }

  /// Reads weights by name.
  ///
  /// - Parameters:
  ///   - tensors: What `tensors` gave; others are not looked at.
  ///   - prefix: What stands before every name.
  ///   - other: Adaptors of the same sizes.
  /// - Throws: `AdaptationError` that names the tensor that is missing or of another shape.
  public init(
    reading tensors: [String: Tensor], prefix: String = "", like other: AdaptorPair
  ) throws(AdaptationError) {
    let reader = StateReader(tensors)
    var values: [Tensor] = []
    for parameter in other.parameters {
      values.append(try reader.tensor(prefix + parameter.name, shape: parameter.value.shape))
    }
    self = other
    var index = 0
    forEachParameter { _, value in
      value = values[index]
      index += 1
    }
  }
}
