/// A value that a pickle builds; containers are known by their place in the arena of `PickledObjects`.
///
/// The arena keeps values flat, so that no nesting, however deep, can exhaust the stack.
enum PickledValue: Equatable {
  case none
  case boolean(Bool)
  case integer(Int)
  case text(String)
  /// A number or some bytes that nothing depends on.
  case inert
  /// A tuple or list.
  case sequence(Int)
  /// A dictionary: keys and values in turn.
  case dictionary(Int)
  /// A function or class that the interpreter knows.
  case callable(PickledCallable)
  case storage(TorchStorage)
  case tensor(TorchTensor)
}

/// The functions and classes that a checkpoint may name.
enum PickledCallable: Equatable {
  /// `torch._utils._rebuild_tensor` and `_rebuild_tensor_v2`.
  case tensor
  /// `torch._utils._rebuild_parameter`.
  case parameter
  /// `collections.OrderedDict`.
  case dictionary
  /// A class of storages.
  case storage(ElementType)
  /// NumPy's numbers and what PyTorch notes beside tensors: their result is of no interest.
  case inert

  /// The callable of a name; nil for one that is refused.
  init?(module: String, name: String) {
    switch (module, name) {
    case ("torch._utils", "_rebuild_tensor"), ("torch._utils", "_rebuild_tensor_v2"): self = .tensor
    case ("torch._utils", "_rebuild_parameter"): self = .parameter
    case ("collections", "OrderedDict"): self = .dictionary
    case ("torch", "Size"), ("torch", "device"), ("_codecs", "encode"), ("numpy", "dtype"),
      ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"):
      self = .inert
    case ("torch", _):
      guard let type = TorchStorage.elementType(named: name) else { return nil }
      self = .storage(type)
    default: return nil
    }
  }
}

/// Everything that a pickle has built.
struct PickledObjects {
  /// The elements of each tuple, list and dictionary.
  var containers: [[PickledValue]] = []

  /// What the pickle stands for.
  var root = PickledValue.none

  /// The value of a key of a dictionary; nil when there is none.
  func value(of key: String, in value: PickledValue) -> PickledValue? {
    entries(of: value).last { $0.key == key }?.value
  }

  /// The tensors that a dictionary holds by name, in its order.
  func tensors(of value: PickledValue) -> [(name: String, tensor: TorchTensor)] {
    entries(of: value).compactMap { entry in
      if case .tensor(let tensor) = entry.value { (entry.key, tensor) } else { nil }
    }
  }

  /// What the root is, for a message.
  var summary: String {
    let keys = entries(of: root).map { quoted($0.key) }
    guard case .dictionary = root else { return "no dictionary" }
    guard !keys.isEmpty else { return "an empty dictionary" }
    return "one with \(keys.prefix(6).joined(separator: ", "))" + (keys.count > 6 ? ", …" : "")
  }

  private func entries(of value: PickledValue) -> [(key: String, value: PickledValue)] {
    guard case .dictionary(let place) = value else { return [] }
    let items = containers[place]
    return stride(from: 0, to: items.count - 1, by: 2).compactMap { index in
      if case .text(let key) = items[index] { (key, items[index + 1]) } else { nil }
    }
  }
}
