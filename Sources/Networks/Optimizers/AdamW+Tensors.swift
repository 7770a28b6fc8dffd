import Tensors

extension AdamW {
  /// The state as named tensors, for a checkpoint; together with `stepCount` it is all there is.
  ///
  /// - Parameter network: The network that was trained, for its names.
  /// - Returns: `mean.NAME` and `square.NAME` for each parameter; nothing before the first step.
  public func state(of network: some Parameterized) -> [NamedTensor] {
    guard stepCount > 0 else { return [] }
    let names = network.parameters.map(\.name)
    return zip(names, means).map { NamedTensor(name: "mean.\($0)", value: $1) }
      + zip(names, squares).map { NamedTensor(name: "square.\($0)", value: $1) }
  }

  /// An optimiser that goes on from a checkpoint; nil when tensors are missing or have other shapes.
  ///
  /// - Parameters:
  ///   - options: The constants.
  ///   - stepCount: The steps taken.
  ///   - network: The network that is trained.
  ///   - tensors: What `state` gave, by name.
  public init?(
    options: Options, stepCount: Int, network: some Parameterized, tensors: [String: Tensor]
  ) {
    self.init(options: options)
    guard stepCount > 0 else { return }
    for parameter in network.parameters {
      guard let mean = tensors["mean.\(parameter.name)"], let square = tensors["square.\(parameter.name)"],
        mean.shape == parameter.value.shape, square.shape == parameter.value.shape
      else { return nil }
      means.append(mean)
      squares.append(square)
    }
    self.stepCount = stepCount
  }
}
