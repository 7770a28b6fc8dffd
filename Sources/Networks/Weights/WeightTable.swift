import Tensors

/// The tensors of a file, on their way into a network.
struct WeightTable {
  private let tensors: [String: Tensor]
  private let path: String
  private let prefix: String
  private let isIgnored: (String) -> Bool

  /// - Parameters:
  ///   - tensors: All tensors of the file.
  ///   - path: The file, for messages.
  ///   - prefix: What stands in front of the network's own names.
  ///   - isIgnored: Whether a name in the file is known and not needed.
  init(
    _ tensors: [String: Tensor], path: String, prefix: String = "",
    ignoring isIgnored: @escaping (String) -> Bool = { _ in false }
  ) {
    self.tensors = tensors
    self.path = path
    self.prefix = prefix
    self.isIgnored = isIgnored
  }

  /// The size of a tensor's axis; nil when there is no such tensor or axis.
  func extent(_ name: String, axis: Int) -> Int? {
    guard let shape = tensors[prefix + name]?.shape, axis < shape.count else { return nil }
    return shape[axis]
  }

  /// How many numbered parts there are under a name, by the highest number in use.
  func partCount(under name: String) -> Int {
    let start = prefix + name + "."
    let numbers = tensors.keys.compactMap { key -> Int? in
      guard key.hasPrefix(start) else { return nil }
      return Int(key.dropFirst(start.count).prefix { $0 != "." })
    }
    return (numbers.filter { $0 >= 0 && $0 < Int.max }.max() ?? -1) + 1
  }

  /// Puts the tensors in place of the network's own, all of them or none.
  func load(into network: inout some Parameterized) throws(WeightsError) {
    let wanted = network.storedTensors
    try check(wanted)
    let put: (String, inout Tensor) -> Void = { name, value in value = tensors[prefix + name] ?? value }
    network.forEachParameter(put)
    network.forEachBuffer(put)
  }

  private func check(_ wanted: [NamedTensor]) throws(WeightsError) {
    let known = Set(wanted.map { prefix + $0.name })
    let missing = known.filter { tensors[$0] == nil }.sorted()
    let unknown = tensors.keys.filter { !known.contains($0) && !isIgnored($0) }.sorted()
    let misshapen = wanted.compactMap { wanted -> WeightsError.MisshapenTensor? in
      guard let found = tensors[prefix + wanted.name], found.shape != wanted.value.shape else { return nil }
      return WeightsError.MisshapenTensor(
        name: prefix + wanted.name, expected: wanted.value.shape, found: found.shape)
    }
    guard missing.isEmpty, unknown.isEmpty, misshapen.isEmpty else {
      throw .tensors(
        path: path, missing: missing, misshapen: misshapen.sorted { $0.name < $1.name }, unknown: unknown)
    }
  }
}
