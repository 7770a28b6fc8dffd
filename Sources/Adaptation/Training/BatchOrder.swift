import Tensors

/// Which samples each step sees: a new random order of all samples in each epoch, without the rest that fills no batch.
struct BatchOrder: Sendable {
  let sampleCount: Int
  let batchSize: Int
  let random: RandomStream

  init(sampleCount: Int, batchSize: Int, random: RandomStream) {
    precondition(sampleCount > 0 && batchSize > 0, "batches of \(batchSize) among \(sampleCount) samples")
    self.sampleCount = sampleCount
    self.batchSize = min(batchSize, sampleCount)
    self.random = random
  }

  /// The samples of a step, counted from 0; a function of the step alone, so that a run can begin anywhere.
  func samples(at step: Int) -> [Int] {
    let stepsPerEpoch = sampleCount / batchSize
    var stream = random.stream("epoch \(step / stepsPerEpoch)")
    var order = Array(0..<sampleCount)
    order.shuffle(using: &stream)
    let start = step % stepsPerEpoch * batchSize
    return Array(order[start..<start + batchSize])
  }
}
