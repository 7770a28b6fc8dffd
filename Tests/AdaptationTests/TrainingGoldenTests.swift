import Adaptation
import Tensors
import TestSupport
import Testing

/// Ten steps of the whole model against PyTorch in double precision; see `Tools/reference/adaptation.py`.
@Suite struct TrainingGoldenTests {
  private let golden: GoldenTensors
  private let pool = WorkerPool(threadCount: 2)

  init() throws { golden = try GoldenTensors("adaptation_training") }

  @Test func tenSteps() throws {
    let samples = (0..<6).map { index in
      SampleFeatures(
        appearance: golden["sample.\(index).appearance"], geometry: golden["sample.\(index).geometry"],
        rotatedAppearance: golden["sample.\(index).rotated"])
    }
    var trainer = AdaptationTrainer(on: TrainingSamples(samples), options: Self.options, seed: 0)
    trainer.adaptors = try AdaptorPair(reading: golden.tensors, prefix: "start.", like: trainer.adaptors)
    for step in 0..<10 {
      let owners = step % 2 == 0 ? [0, 1, 2] : [3, 4, 5]
      let batch = SampleBatch(owners.map { samples[$0] }, owners: owners.map(Int32.init))
      let report = trainer.step(along: batch, on: pool)
      let terms = report.terms
      let found = [
        terms.patchConsistency, terms.globalConsistency, terms.patchCompactness, terms.globalCompactness,
        terms.rotatedBlocks,
      ]
      expectClose(
        Tensor(shape: [5], elements: found),
        Tensor(shape: [5], elements: Array(golden["terms"].row(step))), within: 1e-5)
      #expect(abs(Float(report.learningRate) - golden["rates"][flat: step]) < 1e-8)
    }
    // Adam divides by the root of the mean square, so where a gradient is nearly zero its rounding moves a weight.
    for parameter in trainer.adaptors.parameters {
      expectClose(parameter.value, golden["end.\(parameter.name)"], within: 1e-4)
    }
  }

  private static var options: AdaptationOptions {
    var options = AdaptationOptions()
    options.adaptors.sharedFeatures = 10
    options.weights.patchCompactness = 0.9
    options.weights.globalCompactness = 0.36
    options.weights.rotatedBlocks = 0.05
    options.consistency.temperature = 0.1
    options.consistency.instances = 1
    options.consistency.rotatedShare = 1
    options.compactness.patchMemory = 30
    options.compactness.globalMemory = 5
    options.stepCount = 10
    options.batchSize = 3
    options.learningRate = 1e-2
    options.warmupShare = 0.2
    return options
  }
}
