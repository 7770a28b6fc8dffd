import Tensors

/// Something that has named tensors which training changes.
///
/// A gradient with respect to the parameters is a value of the same type that holds a derivative in place of each
/// parameter. So the two can be walked together, and a gradient cannot be mistaken for that of another layer.
public protocol Parameterized: Sendable {
  /// Calls `body` with the name and the value of each parameter, in an order that never changes.
  ///
  /// Names are those of PyTorch's modules, such as `attn.qkv.weight`. `body` must not change shapes.
  mutating func forEachParameter(_ body: (String, inout Tensor) -> Void)

  /// Calls `body` like `forEachParameter`, with the tensors that are stored but not trained.
  mutating func forEachBuffer(_ body: (String, inout Tensor) -> Void)
}

extension Parameterized {
  /// Nothing: most layers have no such tensors.
  public mutating func forEachBuffer(_ body: (String, inout Tensor) -> Void) {}

  /// The parameters with their names, in the order of `forEachParameter`.
  public var parameters: [NamedTensor] {
    var walked = self
    var found: [NamedTensor] = []
    walked.forEachParameter { found.append(NamedTensor(name: $0, value: $1)) }
    return found
  }

  /// The parameters and buffers with their names: everything that a file has to hold.
  public var storedTensors: [NamedTensor] {
    var walked = self
    var found = parameters
    walked.forEachBuffer { found.append(NamedTensor(name: $0, value: $1)) }
    return found
  }

  /// The same layer with every parameter zero: the start of a gradient.
  public var zeroed: Self {
    var zeroed = self
    zeroed.forEachParameter { $1 = Tensor(shape: $1.shape) }
    return zeroed
  }

  /// Walks the parameters of a part, with its name in front of theirs.
  package mutating func forEachParameter(under name: String, _ body: (String, inout Tensor) -> Void) {
    forEachParameter { body("\(name).\($0)", &$1) }
  }

  /// Walks the buffers of a part, with its name in front of theirs.
  mutating func forEachBuffer(under name: String, _ body: (String, inout Tensor) -> Void) {
    forEachBuffer { body("\(name).\($0)", &$1) }
  }
}

extension Tensor {
  /// Calls `body` with the tensor when there is one.
  package static func visit(_ tensor: inout Tensor?, _ body: (inout Tensor) -> Void) {
    guard var value = tensor else { return }
    tensor = nil  // so that `body` changes the only copy
    body(&value)
    tensor = value
  }
}
