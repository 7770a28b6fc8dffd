import Tensors

extension BatchNorm {
  /// Maps `[rows, channels]` to the same shape.
  public func backward(
    _ outputGradient: Tensor, _ context: Context, addingTo gradient: inout BatchNorm, on pool: WorkerPool
  ) -> Tensor {
    precondition(
      outputGradient.shape == context.input.shape,
      "gradient of shape \(outputGradient.shape) for an output of shape \(context.input.shape)")
    let inverse = inverseDeviations(context)
    let biasGradient = ColumnSums.over(outputGradient, on: pool)
    let weightGradient = normalSums(outputGradient, context, inverse, on: pool)
    gradient.weight = gradient.weight.adding(weightGradient)
    gradient.bias = gradient.bias.adding(biasGradient)
    // In training the mean and the variance of the batch depend on the input as well.
    let share = context.isTraining ? 1 / Float(context.input.rows) : 0
    return inputGradient(
      outputGradient, context, inverse, means: biasGradient.scaled(by: share),
      slopes: weightGradient.scaled(by: share).multiplied(by: inverse), on: pool)
  }

  /// The sum over rows of each gradient times the normalised input, `[channels]`.
  private func normalSums(
    _ outputGradient: Tensor, _ context: Context, _ inverse: Tensor, on pool: WorkerPool
  ) -> Tensor {
    let channels = weight.count
    let sums = ColumnSums.over(rows: outputGradient.rows, columns: channels, on: pool) { rows, sums in
      withElements(of: outputGradient, context.input, context.mean) { gradient, input, mean in
        for row in rows {
          let (gradient, values) = (gradient + row * channels, input + row * channels)
          var channel = 0
          while channel < channels {
            sums[channel] += gradient[channel] * (values[channel] - mean[channel])
            channel &+= 1
          }
        }
      }
    }
    return sums.multiplied(by: inverse)
  }

  /// `weight · inverse · (gradient - mean gradient - (input - mean) · slope)`, `[rows, channels]`.
  private func inputGradient(
    _ outputGradient: Tensor, _ context: Context, _ inverse: Tensor, means: Tensor, slopes: Tensor,
    on pool: WorkerPool
  ) -> Tensor {
    let channels = weight.count
    let factors = inverse.multiplied(by: weight)
    return pool.tensor(shape: outputGradient.shape, blockRows: rowBlock) { rows, block in
      withElements(of: outputGradient, context.input, context.mean) { gradient, input, center in
        withElements(of: factors, means, slopes) { factors, means, slopes in
          for (place, row) in rows.enumerated() {
            let (gradient, values) = (gradient + row * channels, input + row * channels)
            var channel = 0
            while channel < channels {
              let pull = means[channel] + (values[channel] - center[channel]) * slopes[channel]
              block[place &* channels &+ channel] = factors[channel] * (gradient[channel] - pull)
              channel &+= 1
            }
          }
        }
      }
    }
  }
}

extension Tensor {
  /// The products of the elements with those of a tensor of the same shape.
  func multiplied(by other: Tensor) -> Tensor {
    precondition(shape == other.shape, "cannot multiply shapes \(shape) and \(other.shape)")
    return Tensor(shape: shape, elements: zip(elements, other.elements).map { $0 * $1 })
  }

  /// The products of the elements with a number.
  func scaled(by factor: Float) -> Tensor {
    Tensor(shape: shape, elements: elements.map { $0 * factor })
  }
}
