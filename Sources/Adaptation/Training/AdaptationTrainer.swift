import Networks
import Tensors

/// Trains one pair of adaptors on good samples.
///
/// All draws of a step come from a stream that the seed and the step's number name, so a trainer that goes on from a
/// stored state does what the uninterrupted one would have done, bit for bit, for any number of threads.
public struct AdaptationTrainer: Sendable {
  /// Everything that decides the result, beside the samples and the seed.
  public let options: AdaptationOptions

  /// The adaptors as they are now.
  public package(set) var adaptors: AdaptorPair

  /// The steps taken.
  public internal(set) var stepCount = 0

  var optimizer: AdamW
  var memories: AdaptationMemories
  private let samples: TrainingSamples
  private let order: BatchOrder
  private let random: RandomStream

  /// A trainer that has taken no step.
  ///
  /// - Parameters:
  ///   - samples: What to train on.
  ///   - options: How.
  ///   - seed: The seed of all weights and draws.
  public init(on samples: TrainingSamples, options: AdaptationOptions = AdaptationOptions(), seed: UInt64) {
    self.samples = samples
    self.options = options
    random = RandomStream(seed: seed).stream("adaptation")
    order = BatchOrder(
      sampleCount: samples.count, batchSize: options.batchSize, random: random.stream("order"))
    adaptors = AdaptorPair(
      appearanceFeatures: samples.appearanceFeatures, geometryFeatures: samples.geometryFeatures,
      options: options.adaptors, random: random.stream("weights"))
    optimizer = AdamW(options: options.optimizer)
    memories = AdaptationMemories(
      appearance: ModalityMemories(
        features: samples.appearanceFeatures, options: options.compactness),
      geometry: ModalityMemories(features: samples.geometryFeatures, options: options.compactness))
  }

  /// Whether all steps are taken.
  public var isDone: Bool { stepCount >= options.stepCount }

  /// Takes all steps that are left.
  ///
  /// - Parameters:
  ///   - pool: The threads to use; the result does not depend on them.
  ///   - progress: Is told of each step, and says whether to go on.
  /// - Returns: The report of the step after which features had collapsed; nil when they have not.
  /// - Throws: What reading a sample throws.
  @discardableResult
  public mutating func train(
    on pool: WorkerPool, progress: (StepReport) throws -> Bool = { _ in true }
  ) throws -> StepReport? {
    while !isDone {
      let report = try step(on: pool)
      let goesOn = try progress(report)
      if report.collapsed != nil { return report }
      if !goesOn { return nil }
    }
    return nil
  }

  /// Takes one step.
  public mutating func step(on pool: WorkerPool) throws -> StepReport {
    let chosen = order.samples(at: stepCount)
    let draws = random.stream("patches \(stepCount)")
    let members = try chosen.enumerated().map { position, sample in
      var stream = draws.stream("sample \(position)")
      return try samples.load(sample).drawn(options.patchesPerSample, from: &stream)
    }
    return step(along: SampleBatch(members, owners: chosen.map(Int32.init)), on: pool)
  }

  /// Takes one step on given samples.
  package mutating func step(along batch: SampleBatch, on pool: WorkerPool) -> StepReport {
    let draws = random.stream("step \(stepCount)")
    let learningRate = options.schedule.rate(at: stepCount)
    let result = AdaptationObjective(options: options).evaluate(
      adaptors, batch, memories: usableMemories, random: draws, on: pool)
    optimizer.step(&adaptors, along: result.gradient, learningRate: Float(learningRate))
    memories.append(result, of: batch, intake: options.compactness.patchIntake, random: draws)
    stepCount += 1
    let spread = spread(of: batch, result, draws, on: pool)
    return StepReport(
      step: stepCount, terms: result.terms, loss: result.terms.total(options.weights),
      learningRate: learningRate, spread: spread, collapsed: spread.flatMap { collapse.collapsed($0) })
  }

  /// The memories, once they are full and the first steps are over.
  private var usableMemories: AdaptationMemories? {
    stepCount >= options.compactness.firstStep && memories.isReady ? memories : nil
  }

  private var collapse: CollapseGuard { CollapseGuard(options: options.collapse) }

  private func spread(
    of batch: SampleBatch, _ result: AdaptationObjective.Result, _ draws: RandomStream, on pool: WorkerPool
  ) -> ModalityPair<SpreadChange>? {
    guard collapse.isDue(after: stepCount) else { return nil }
    return collapse.measure(
      frozen: ModalityPair(appearance: batch.appearance, geometry: batch.geometry),
      adapted: result.adapted, random: draws, on: pool)
  }
}
