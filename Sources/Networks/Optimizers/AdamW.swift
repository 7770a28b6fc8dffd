import Tensors

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019), step for step as in PyTorch.
public struct AdamW: Sendable, Equatable {
  /// The constants of the method.
  public struct Options: Sendable, Equatable, Codable {
    /// The share of the old mean gradient that is kept at each step, below 1.
    public var gradientDecay: Float = 0.9

    /// The share of the old mean square gradient that is kept at each step, below 1.
    public var squareDecay: Float = 0.95

    /// What is added to the root of the mean square.
    public var epsilon: Float = 1e-8

    /// The share of each parameter that is taken away at each step, times the learning rate.
    public var weightDecay: Float = 0.01

    /// The defaults: those that LSFA was trained with.
    public init() {}
  }

  /// The constants.
  public let options: Options

  /// The steps taken.
  public internal(set) var stepCount = 0

  /// The running mean of the gradient of each parameter, in the order of `forEachParameter`.
  var means: [Tensor] = []

  /// The running mean of its square.
  var squares: [Tensor] = []

  /// An optimiser that has taken no step.
  public init(options: Options = Options()) {
    self.options = options
  }

  /// Moves the parameters by one step.
  ///
  /// - Parameters:
  ///   - network: The parameters; always those of the same network.
  ///   - gradient: The derivatives of the loss.
  ///   - learningRate: The size of the step.
  ///   - pool: The threads to use; the result does not depend on them.
  public mutating func step<Network: Parameterized>(
    _ network: inout Network, along gradient: Network, learningRate: Float, on pool: WorkerPool
  ) {
    let gradients = gradient.parameters.map(\.value)
    if stepCount == 0 {
      means = gradients.map { Tensor(shape: $0.shape) }
      squares = means
    }
    precondition(means.map(\.shape) == gradients.map(\.shape), "a step of another network")
    stepCount += 1
    let rule = AdamWRule(options, step: stepCount, learningRate: learningRate)
    var index = 0
    network.forEachParameter { name, parameter in
      precondition(parameter.shape == gradients[index].shape, "gradient of another shape for \(name)")
      rule.move(&parameter, along: gradients[index], mean: &means[index], square: &squares[index], on: pool)
      index += 1
    }
  }
}
