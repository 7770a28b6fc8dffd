import Tensors

extension ResidualNetwork {
  /// The outputs of stages 2 and 3, `[height, width, channels]` each.
  public struct StageOutputs: Sendable {
    /// The output of stage 2, at an eighth of the image's size.
    public let second: Tensor

    /// The output of stage 3, at a sixteenth of the image's size.
    public let third: Tensor
  }

  /// Computes stages 2 and 3 for an image.
  ///
  /// - Parameters:
  ///   - image: The colours, `[height, width, 3]`, in 0...1, at least 32 x 32.
  ///   - pool: The threads to use.
  /// - Returns: `[height, width, channels]` at an eighth and a sixteenth of the image's size.
  public func stageOutputs(of image: Tensor, on pool: WorkerPool) -> StageOutputs {
    withStages(of: image, on: pool) { second, third in
      StageOutputs(second: second.tensor(on: pool), third: third.tensor(on: pool))
    }
  }

  /// Calls `body` with stages 2 and 3, which are overwritten afterwards.
  package func withStages<Result>(
    of image: Tensor, on pool: WorkerPool, _ body: (FeatureMap, FeatureMap) throws -> Result
  ) rethrows -> Result {
    precondition(
      image.shape.count == 3 && image.shape[2] == 3 && min(image.shape[0], image.shape[1]) >= 32,
      "an image of shape \(image.shape)")
    return try withWorkspace(height: image.shape[0], width: image.shape[1]) { workspace in
      run(image, in: workspace, on: pool)
      return try body(workspace.output(ofStage: 1), workspace.output(ofStage: 2))
    }
  }

  private func run(_ image: Tensor, in workspace: ResidualWorkspace, on pool: WorkerPool) {
    let context = ConvolutionContext(pool: pool, instructions: instructions, scratch: workspace.scratch)
    workspace.input.fill(from: image, normalizedBy: normalization, on: pool)
    PooledConvolution(stem, pooling).apply(to: workspace.input, into: workspace.pooled, in: context)
    var current = workspace.pooled
    for (block, maps) in zip(stages.joined(), workspace.stages.joined()) {
      block.apply(to: current, in: maps, context)
      current = maps.output
    }
  }
}

extension FeatureMap {
  /// Writes a normalised image inside the border.
  fileprivate func fill(
    from image: Tensor, normalizedBy normalization: ImageNormalization, on pool: WorkerPool
  ) {
    let blockRows = 8
    pool.forEach((height + blockRows - 1) / blockRows) { [self] block in
      image.withUnsafeElements { colours in
        for row in block * blockRows..<min(height, (block + 1) * blockRows) {
          fill(row, from: colours, normalizedBy: normalization)
        }
      }
    }
  }

  private func fill(
    _ row: Int, from colours: UnsafeBufferPointer<Float>, normalizedBy normalization: ImageNormalization
  ) {
    let (mean, deviation) = (normalization.mean, normalization.deviation)
    let target = origin + row * rowStride
    for column in 0..<width {
      let pixel = column &* 3
      let source = row &* width &* 3 &+ pixel
      target[pixel] = (colours[source] - mean.x) / deviation.x
      target[pixel &+ 1] = (colours[source &+ 1] - mean.y) / deviation.y
      target[pixel &+ 2] = (colours[source &+ 2] - mean.z) / deviation.z
    }
  }
}
