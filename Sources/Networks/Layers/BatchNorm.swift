import Tensors

/// Normalises each channel over all rows, then scales and shifts it (Ioffe & Szegedy 2015).
///
/// Rows are whatever a channel is shared by: points, pixels, samples. Training uses the statistics of the rows at
/// hand, inference the running ones.
public struct BatchNorm: Layer {
  /// The factors, `[channels]`.
  public var weight: Tensor

  /// The offsets, `[channels]`.
  public var bias: Tensor

  /// The running mean of the rows, `[channels]`.
  public var runningMean: Tensor

  /// The running variance of the rows, `[channels]`.
  public var runningVariance: Tensor

  /// Whether passes use the statistics of their own rows.
  public var isTraining: Bool

  /// What is added to the variance.
  public let epsilon: Float

  /// A normalisation that neither scales nor shifts, with running mean 0 and variance 1.
  public init(channels: Int, isTraining: Bool = false, epsilon: Float = 1e-5) {
    weight = Tensor(shape: [channels], repeating: 1)
    bias = Tensor(shape: [channels])
    runningMean = Tensor(shape: [channels])
    runningVariance = Tensor(shape: [channels], repeating: 1)
    self.isTraining = isTraining
    self.epsilon = epsilon
  }

  /// The input and the statistics that it was normalised with.
  public struct Context: Sendable {
    let input: Tensor
    let isTraining: Bool
    /// `[channels]`.
    let mean: Tensor
    /// The biased variance, `[channels]`.
    let variance: Tensor
  }

  /// Maps `[rows, channels]` to the same shape; in training there are at least two rows.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Context) {
    let channels = weight.count
    precondition(
      input.shape.count == 2 && input.shape[1] == channels && (input.rows > 1 || !isTraining),
      "input of shape \(input.shape) for \(channels) channels")
    let context = isTraining ? measure(input, on: pool) : runningContext(input)
    let factors = inverseDeviations(context).multiplied(by: weight)
    let output = pool.tensor(shape: input.shape, blockRows: rowBlock) { rows, block in
      withElements(of: input, context.mean) { input, mean in
        withElements(of: factors, bias) { factors, bias in
          for (place, row) in rows.enumerated() {
            let values = input + row * channels
            var channel = 0
            while channel < channels {
              block[place &* channels &+ channel] =
                (values[channel] - mean[channel]) * factors[channel] + bias[channel]
              channel &+= 1
            }
          }
        }
      }
    }
    return (output, context)
  }

  /// Moves the running statistics towards those of a training pass, as PyTorch does.
  ///
  /// - Parameters:
  ///   - context: What the pass returned.
  ///   - momentum: The share of the new statistics, 0...1.
  public mutating func updateRunningStatistics(with context: Context, momentum: Float = 0.1) {
    let rows = Float(context.input.rows)
    let unbiased = rows / max(rows - 1, 1)
    for channel in 0..<weight.count {
      let variance = context.variance[flat: channel] * unbiased
      runningMean[flat: channel] += momentum * (context.mean[flat: channel] - runningMean[flat: channel])
      runningVariance[flat: channel] += momentum * (variance - runningVariance[flat: channel])
    }
  }

  /// Walks `weight` and `bias`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    body("weight", &weight)
    body("bias", &bias)
  }

  /// Walks `running_mean` and `running_var`.
  public mutating func forEachBuffer(_ body: (String, inout Tensor) -> Void) {
    body("running_mean", &runningMean)
    body("running_var", &runningVariance)
  }

  /// `1 / √(variance + epsilon)`, `[channels]`.
  func inverseDeviations(_ context: Context) -> Tensor {
    let inverse = context.variance.elements.map { 1 / ($0 + epsilon).squareRoot() }
    return Tensor(shape: context.variance.shape, elements: inverse)
  }

  private func runningContext(_ input: Tensor) -> Context {
    Context(input: input, isTraining: false, mean: runningMean, variance: runningVariance)
  }

  /// The mean and the variance of each channel, the variance from differences to the mean.
  private func measure(_ input: Tensor, on pool: WorkerPool) -> Context {
    let channels = weight.count
    let share = 1 / Float(input.rows)
    let mean = ColumnSums.over(input, on: pool).scaled(by: share)
    let squares = ColumnSums.over(rows: input.rows, columns: channels, on: pool) { rows, sums in
      withElements(of: input, mean) { input, mean in
        for row in rows {
          let values = input + row * channels
          var channel = 0
          while channel < channels {
            let difference = values[channel] - mean[channel]
            sums[channel] += difference * difference
            channel &+= 1
          }
        }
      }
    }
    return Context(input: input, isTraining: true, mean: mean, variance: squares.scaled(by: share))
  }
}
