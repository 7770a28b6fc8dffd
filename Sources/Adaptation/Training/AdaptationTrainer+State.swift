import Networks
import Tensors

extension AdaptationTrainer {
  /// All that the next step depends on, by name: weights, the optimiser's means, memories and the number of steps.
  ///
  /// Random draws depend on the seed and the number of steps, so no generator has to be stored. Counts and owners are
  /// floats, exact below 2^24.
  public var state: [String: Tensor] {
    var tensors: [String: Tensor] = ["steps": Tensor(shape: [], elements: [Float(stepCount)])]
    for parameter in adaptors.parameters { tensors["adaptors.\(parameter.name)"] = parameter.value }
    for moment in optimizer.state(of: adaptors) { tensors["optimizer.\(moment.name)"] = moment.value }
    for (name, memory) in Self.memories {
      let memory = memories[keyPath: memory]
      tensors["memory.\(name).rows"] = memory.rows
      tensors["memory.\(name).owners"] = Tensor(
        shape: [memory.owners.count], elements: memory.owners.map(Float.init))
      tensors["memory.\(name).next"] = Tensor(shape: [], elements: [Float(memory.next)])
    }
    return tensors
  }

  /// Goes on from a stored state.
  ///
  /// - Parameter tensors: What `state` gave, of a trainer with the same samples, options and seed.
  /// - Throws: `AdaptationError` that names the tensor that is missing or of another shape; the trainer stays as it was.
  public mutating func restore(_ tensors: [String: Tensor]) throws(AdaptationError) {
    var restored = self
    restored.stepCount = Int(try StateReader(tensors).whole("steps", below: 1 << 24))
    restored.adaptors = try AdaptorPair(reading: tensors, prefix: "adaptors.", like: adaptors)
    restored.optimizer = try Self.optimizer(options, restored.stepCount, adaptors, tensors)
    for (name, path) in Self.memories {
      restored.memories[keyPath: path] = try StateReader(tensors).memory(
        "memory.\(name)", like: memories[keyPath: path])
    }
    self = restored
  }

  private static var memories: [(String, WritableKeyPath<AdaptationMemories, FeatureMemory>)] {
    [
      ("appearance.patches", \.appearance.patches), ("appearance.globals", \.appearance.globals),
      ("geometry.patches", \.geometry.patches), ("geometry.globals", \.geometry.globals),
    ]
  }

  private static func optimizer(
    _ options: AdaptationOptions, _ steps: Int, _ network: AdaptorPair, _ tensors: [String: Tensor]
  ) throws(AdaptationError) -> AdamW {
    var moments: [String: Tensor] = [:]
    for (name, tensor) in tensors where name.hasPrefix("optimizer.") {
      moments[String(name.dropFirst("optimizer.".count))] = tensor
    }
    guard
      let optimizer = AdamW(
        options: options.optimizer, stepCount: steps, network: network, tensors: moments)
    else { throw .tensor(name: "optimizer", problem: "its means are missing or of other shapes") }
    return optimizer
  }
}
