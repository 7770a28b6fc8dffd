import Tensors

/// An affine map of each row, `x Wᵀ + b`.
public struct Linear: Layer {
  /// The factors, `[outputs, inputs]`.
  public var weight: Tensor

  /// The offsets, `[outputs]`; nil: none.
  public var bias: Tensor?

  /// A map with given parameters.
  ///
  /// - Parameters:
  ///   - weight: The factors, `[outputs, inputs]`.
  ///   - bias: The offsets, `[outputs]`.
  public init(weight: Tensor, bias: Tensor?) {
    precondition(
      weight.shape.count == 2 && bias.map { $0.shape == [weight.shape[0]] } ?? true,
      "weight of shape \(weight.shape) with a bias of shape \(bias?.shape ?? [])")
    self.weight = weight
    self.bias = bias
  }

  /// A map whose parameters are all zero.
  public init(inputs: Int, outputs: Int, hasBias: Bool = true) {
    self.init(
      weight: Tensor(shape: [outputs, inputs]), bias: hasBias ? Tensor(shape: [outputs]) : nil)
  }

  /// A map with random parameters; see `randomize`.
  public init(inputs: Int, outputs: Int, hasBias: Bool = true, random: inout RandomStream) {
    self.init(inputs: inputs, outputs: outputs, hasBias: hasBias)
    randomize(&random)
  }

  /// Draws all parameters uniform within `1 / √inputs`, as PyTorch does.
  public mutating func randomize(_ random: inout RandomStream) {
    let limit = 1 / Float(max(inputs, 1)).squareRoot()
    forEachParameter { _, tensor in
      for index in 0..<tensor.count { tensor[flat: index] = random.uniform(in: -limit...limit) }
    }
  }

  /// The length of an input row.
  public var inputs: Int { weight.shape[1] }

  /// The length of an output row.
  public var outputs: Int { weight.shape[0] }

  /// Maps `[rows, inputs]` to `[rows, outputs]`; the context is the input.
  public func forward(_ input: Tensor, on pool: WorkerPool) -> (output: Tensor, context: Tensor) {
    precondition(
      input.shape.count == 2 && input.shape[1] == inputs, "input of shape \(input.shape), not [_, \(inputs)]")
    let output = pool.tensor(shape: [input.rows, outputs], blockRows: rowBlock) { rows, block in
      guard let block = block.baseAddress else { return }
      fillBias(block, rows: rows.count)
      withElements(of: input, weight) { input, weight in
        MatrixProduct.multiply(
          MatrixOperand(input + rows.lowerBound * inputs, stride: inputs),
          MatrixOperand(weight, stride: inputs, isTransposed: true), rows: rows.count, columns: outputs,
          depth: inputs, into: block, stride: outputs, isAdding: bias != nil)
      }
    }
    return (output, input)
  }

  /// Maps `[rows, outputs]` to `[rows, inputs]`.
  public func backward(
    _ outputGradient: Tensor, _ context: Tensor, addingTo gradient: inout Linear, on pool: WorkerPool
  ) -> Tensor {
    precondition(
      outputGradient.shape == [context.rows, outputs],
      "gradient of shape \(outputGradient.shape) for an output of shape \([context.rows, outputs])")
    addWeightGradient(outputGradient, context, to: &gradient.weight, on: pool)
    Tensor.visit(&gradient.bias) { $0 = $0.adding(ColumnSums.over(outputGradient, on: pool)) }
    return pool.tensor(shape: context.shape, blockRows: rowBlock) { rows, block in
      withElements(of: outputGradient, weight) { outputGradient, weight in
        guard let block = block.baseAddress else { return }
        MatrixProduct.multiply(
          MatrixOperand(outputGradient + rows.lowerBound * outputs, stride: outputs),
          MatrixOperand(weight, stride: inputs), rows: rows.count, columns: inputs, depth: outputs,
          into: block, stride: inputs)
      }
    }
  }

  /// Walks `weight` and `bias`.
  public mutating func forEachParameter(_ body: (String, inout Tensor) -> Void) {
    body("weight", &weight)
    Tensor.visit(&bias) { body("bias", &$0) }
  }

  private func fillBias(_ block: UnsafeMutablePointer<Float>, rows: Int) {
    guard let bias else { return }
    withElements(of: bias) { bias in
      for row in 0..<rows { (block + row * outputs).update(from: bias, count: outputs) }
    }
  }

  /// Adds `outputGradientᵀ · input` in blocks of its rows.
  private func addWeightGradient(
    _ outputGradient: Tensor, _ input: Tensor, to gradient: inout Tensor, on pool: WorkerPool
  ) {
    pool.fillRows(of: &gradient, blockRows: 64) { rows, block in
      withElements(of: outputGradient, input) { outputGradient, elements in
        guard let block = block.baseAddress else { return }
        MatrixProduct.multiply(
          MatrixOperand(outputGradient + rows.lowerBound, stride: outputs, isTransposed: true),
          MatrixOperand(elements, stride: inputs), rows: rows.count, columns: inputs, depth: input.rows,
          into: block, stride: inputs, isAdding: true)
      }
    }
  }
}
