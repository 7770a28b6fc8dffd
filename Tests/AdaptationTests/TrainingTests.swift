import Adaptation
import Tensors
import TestSupport
import Testing

/// Determinism, going on from a stored state, and the guard against collapse.
@Suite struct TrainingTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test func threadsDoNotMatter() throws {
    let states = try [1, 2, 3].map { threads in
      var trainer = AdaptationTrainer(on: Self.samples(), options: Self.options, seed: 3)
      try trainer.train(on: WorkerPool(threadCount: threads))
      return trainer.state
    }
    #expect(states[0] == states[1])
    #expect(states[0] == states[2])
  }

  @Test func storedStatesGoOnToTheSameBytes() throws {
    var whole = AdaptationTrainer(on: Self.samples(), options: Self.options, seed: 3)
    var first = whole
    for _ in 0..<5 { _ = try first.step(on: pool) }
    var second = AdaptationTrainer(on: Self.samples(), options: Self.options, seed: 3)
    try second.restore(first.state)
    try whole.train(on: pool)
    try second.train(on: pool)
    #expect(whole.state == second.state)
  }

  @Test func statesThatDoNotFitAreNamed() throws {
    var trainer = AdaptationTrainer(on: Self.samples(), options: Self.options, seed: 3)
    _ = try trainer.step(on: pool)
    let state = trainer.state
    for name in state.keys.sorted() {
      var other = state
      other[name] = nil
      #expect(throws: AdaptationError.self, "\(name) missing") { try trainer.restore(other) }
      other[name] = Tensor(shape: [1, 2])
      #expect(throws: AdaptationError.self, "\(name) misshapen") { try trainer.restore(other) }
    }
    #expect(trainer.state == state)
  }

  @Test func trainingBringsTheModalitiesTogether() throws {
    var options = Self.options
    options.stepCount = 60
    var trainer = AdaptationTrainer(on: Self.samples(), options: options, seed: 3)
    var losses: [Float] = []
    try trainer.train(on: pool) { report in
      losses.append(report.terms.patchConsistency)
      return true
    }
    #expect(losses.suffix(10).reduce(0, +) < 0.6 * losses.prefix(10).reduce(0, +), "\(losses)")
  }

  @Test func drawnPatchesStayPairsInOrder() throws {
    let numbers = (0..<9).map(Float.init)
    let sample = SampleFeatures(
      appearance: Tensor(shape: [9, 1], elements: numbers),
      geometry: Tensor(shape: [9, 1], elements: numbers.map { 10 * $0 }))
    var random = RandomStream(seed: 5)
    let drawn = (0..<20).map { _ in sample.drawn(4, from: &random) }
    for some in drawn {
      #expect(some.patchCount == 4 && some.appearance.elements == some.appearance.elements.sorted())
      #expect(Set(some.appearance.elements).count == 4)
      #expect(some.geometry.elements == some.appearance.elements.map { 10 * $0 })
    }
    #expect(Set(drawn.map(\.appearance.elements)).count > 10)
    #expect(sample.drawn(9, from: &random) == sample)
  }

  @Test func aStepSeesSomePatchesOfEachPart() throws {
    var options = Self.options
    options.patchesPerSample = 2
    options.stepCount = 1
    var some = AdaptationTrainer(on: Self.samples(), options: options, seed: 3)
    var again = some
    options.patchesPerSample = .max
    var all = AdaptationTrainer(on: Self.samples(), options: options, seed: 3)
    #expect(some.adaptors.tensors == all.adaptors.tensors)
    _ = try some.step(on: pool)
    _ = try again.step(on: WorkerPool(threadCount: 1))
    _ = try all.step(on: pool)
    #expect(some.adaptors.tensors == again.adaptors.tensors)
    #expect(some.adaptors.tensors != all.adaptors.tensors)
  }

  @Test func untrainedBlocksAreTheIdentity() throws {
    let samples = Self.samples()
    let trainer = AdaptationTrainer(on: samples, options: Self.options, seed: 3)
    let sample = try samples.load(0)
    let adapted = trainer.adaptors.adapt(sample, on: pool)
    #expect(adapted.appearance == sample.appearance && adapted.geometry == sample.geometry)
  }

  @Test func collapseEndsTraining() throws {
    var options = Self.options
    options.stepCount = 200
    options.weights.patchConsistency = 0
    options.weights.globalConsistency = 0
    options.weights.patchCompactness = 50
    options.compactness.distanceCap = 100
    options.learningRate = 0.05
    options.collapse.interval = 5
    options.collapse.leastDistance = 0.5
    var trainer = AdaptationTrainer(on: Self.samples(), options: options, seed: 3)
    let report = try #require(try trainer.train(on: pool))
    #expect(report.collapsed != nil && report.step < 200 && !trainer.isDone)
    let spread = try #require(report.spread)
    let changes = [spread.appearance, spread.geometry]
    #expect(changes.contains { $0.adapted.meanDistance < 0.5 * $0.frozen.meanDistance })
  }

  @Test func aPartNeverMeetsItsOwnEntries() throws {
    // With one sample all entries are its own, so that compactness has nothing to measure.
    var trainer = AdaptationTrainer(
      on: TrainingSamples([try Self.samples().load(0)]), options: Self.options, seed: 3)
    for _ in 0..<12 { #expect(try trainer.step(on: pool).terms.patchCompactness == 0) }
    var others = AdaptationTrainer(on: Self.samples(), options: Self.options, seed: 3)
    for _ in 0..<11 { _ = try others.step(on: pool) }
    #expect(try others.step(on: pool).terms.patchCompactness > 0)
  }

  private static var options: AdaptationOptions {
    var options = AdaptationOptions()
    options.adaptors.sharedFeatures = 16
    options.consistency.patches = 60
    options.consistency.instances = 3
    options.compactness.patchMemory = 50
    options.compactness.patchIntake = 10
    options.compactness.globalMemory = 12
    options.collapse.interval = 4
    options.collapse.patches = 40
    options.stepCount = 12
    return options
  }

  /// Eight samples whose modalities share four hidden causes.
  private static func samples() -> TrainingSamples {
    var random = RandomStream(seed: 8)
    let mixing = (0..<2).map { _ in (0..<4 * 12).map { _ in random.normal() / 2 } }
    return TrainingSamples(
      (0..<8).map { index in
        let count = 20 + 3 * index
        let causes = (0..<count).map { _ in (0..<4).map { _ in random.normal() } }
        func features(_ width: Int, _ mixing: [Float]) -> Tensor {
          let values = causes.flatMap { cause in
            (0..<width).map { column in
              (0..<4).reduce(0.1 * random.normal()) { $0 + cause[$1] * mixing[4 * column + $1] }
            }
          }
          return Tensor(shape: [count, width], elements: values)
        }
        return SampleFeatures(appearance: features(12, mixing[0]), geometry: features(6, mixing[1]))
      })
  }
}
