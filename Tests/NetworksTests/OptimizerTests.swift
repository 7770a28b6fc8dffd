import Networks
import Tensors
import TestSupport
import Testing

/// AdamW and the schedule against PyTorch; see `Tools/reference/optimizers.py`.
@Suite struct OptimizerTests {
  private let golden: GoldenTensors
  private let schedule = WarmupCosineSchedule(peak: 3e-3, floor: 1e-4, warmupSteps: 4, stepCount: 10)

  init() throws { golden = try GoldenTensors("optimizers") }

  @Test func rates() {
    let rates = (0..<10).map { Float(schedule.rate(at: $0)) }
    expectClose(Tensor(shape: [10], elements: rates), golden["rates"], within: 1e-7)
    #expect(schedule.rate(at: 10) == 1e-4 && schedule.rate(at: 1000) == 1e-4)
    #expect(WarmupCosineSchedule(peak: 1, warmupSteps: 0, stepCount: 0).rate(at: 0) == 1)
  }

  @Test func tenSteps() {
    var layer = Linear(weight: golden["weight.0"], bias: golden["bias.0"])
    var optimizer = AdamW(options: options)
    for step in 0..<10 {
      move(&layer, &optimizer, step)
      guard step == 0 || step == 9 else { continue }
      // Two roundings of the largest weight.
      for parameter in layer.parameters {
        expectClose(parameter.value, golden["\(parameter.name).\(step + 1)"], within: 3e-7)
      }
    }
  }

  @Test func checkpointsGoOnToTheSameBytes() throws {
    var layer = Linear(weight: golden["weight.0"], bias: golden["bias.0"])
    var optimizer = AdamW(options: options)
    for step in 0..<4 { move(&layer, &optimizer, step) }
    let state = optimizer.state(of: layer).map { ($0.name, $0.value) }
    var resumed = try #require(
      AdamW(
        options: options, stepCount: optimizer.stepCount, network: layer,
        tensors: Dictionary(uniqueKeysWithValues: state)))
    #expect(resumed == optimizer)
    var other = layer
    for step in 4..<10 {
      move(&layer, &optimizer, step)
      move(&other, &resumed, step)
    }
    #expect(layer.parameters == other.parameters)
    #expect(AdamW(options: options, stepCount: 4, network: layer, tensors: [:]) == nil)
  }

  private var options: AdamW.Options {
    var options = AdamW.Options()
    options.weightDecay = 0.3
    return options
  }

  private func move(_ layer: inout Linear, _ optimizer: inout AdamW, _ step: Int) {
    let gradient = Linear(
      weight: golden["gradient.weight.\(step)"], bias: golden["gradient.bias.\(step)"])
    optimizer.step(
      &layer, along: gradient, learningRate: Float(schedule.rate(at: step)),
      on: WorkerPool(threadCount: 2))
  }
}
