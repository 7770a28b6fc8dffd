import Adaptation
import ArgumentParser

/// How adaptors are trained.
struct AdaptationArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Steps of training.", valueName: "count"))
  var steps = AdaptationOptions().stepCount

  @Option(help: ArgumentHelp("Parts in one step.", valueName: "parts"))
  var batchSize = AdaptationOptions().batchSize

  @Option(
    help: ArgumentHelp("Patches of a part that one step sees, drawn anew each time.", valueName: "patches"))
  var samplePatches = AdaptationOptions().patchesPerSample

  @Option(
    help: ArgumentHelp(
      "The numbers that the finest appearance features of a patch are whitened to before the adaptors;"
        + " 0 leaves them as they are.",
      valueName: "count"))
  var whitenedAppearance = AdaptationOptions().whitenedAppearance

  @Option(help: ArgumentHelp("The highest learning rate.", valueName: "rate"))
  var learningRate = AdaptationOptions().learningRate

  @Option(
    help: ArgumentHelp("The share of the steps during which the learning rate rises.", valueName: "share"))
  var warmup = AdaptationOptions().warmupShare

  @Option(help: ArgumentHelp("The temperature of the contrastive terms.", valueName: "number"))
  var temperature = ConsistencyOptions().temperature

  @Option(help: ArgumentHelp("Patches that are compared with each other in one step.", valueName: "patches"))
  var comparedPatches = ConsistencyOptions().patches

  @Option(
    help: ArgumentHelp(
      "Global features of a part: centres of as many clusters; 1 is the mean.", valueName: "count"))
  var instances = ConsistencyOptions().instances

  @Option(help: ArgumentHelp("Features of the space that both modalities share.", valueName: "count"))
  var sharedFeatures = AdaptorOptions().sharedFeatures

  @Option(help: ArgumentHelp("Patches that the memory of a modality holds.", valueName: "patches"))
  var patchMemory = CompactnessOptions().patchMemory

  @Option(help: ArgumentHelp("The weight of consistency of patches, CLC-L.", valueName: "weight"))
  var patchConsistency = LossWeights().patchConsistency

  @Option(help: ArgumentHelp("The weight of consistency of parts, CLC-G.", valueName: "weight"))
  var globalConsistency = LossWeights().globalConsistency

  @Option(help: ArgumentHelp("The weight of compactness of patches, IFC.", valueName: "weight"))
  var patchCompactness = LossWeights().patchCompactness

  @Option(help: ArgumentHelp("The weight of compactness of parts, IFC.", valueName: "weight"))
  var globalCompactness = LossWeights().globalCompactness

  func validate() throws {
    try Self.check("steps", Double(steps), 1...1_000_000)
    try Self.check("batch-size", Double(batchSize), 1...1024)
    try Self.check("sample-patches", Double(samplePatches), 1...1_000_000)
    try Self.check("whitened-appearance", Double(whitenedAppearance), 0...4096)
    try Self.check("learning-rate", learningRate, 1e-9...10)
    try Self.check("warmup", warmup, 0...1)
    try Self.check("temperature", Double(temperature), 1e-3...100)
    try Self.check("compared-patches", Double(comparedPatches), 2...16_384)
    try Self.check("instances", Double(instances), 1...64)
    try Self.check("shared-features", Double(sharedFeatures), 1...4096)
    try Self.check("patch-memory", Double(patchMemory), 1...1_000_000)
    for (name, weight) in weights { try Self.check(name, Double(weight), 0...1000) }
  }

  /// The same choices for training.
  var options: AdaptationOptions {
    var options = AdaptationOptions()
    options.stepCount = steps
    options.batchSize = batchSize
    options.patchesPerSample = samplePatches
    options.whitenedAppearance = whitenedAppearance
    options.learningRate = learningRate
    options.warmupShare = warmup
    options.consistency.temperature = temperature
    options.consistency.patches = comparedPatches
    options.consistency.instances = instances
    options.adaptors.sharedFeatures = sharedFeatures
    options.compactness.patchMemory = patchMemory
    options.weights.patchConsistency = patchConsistency
    options.weights.globalConsistency = globalConsistency
    options.weights.patchCompactness = patchCompactness
    options.weights.globalCompactness = globalCompactness
    return options
  }

  /// The weights by the names of their options.
  var weights: [(name: String, weight: Float)] {
    [
      ("patch-consistency", patchConsistency), ("global-consistency", globalConsistency),
      ("patch-compactness", patchCompactness), ("global-compactness", globalCompactness),
    ]
  }

  private static func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>) throws {
    guard range.contains(value) else {
      throw ValidationError(
        "--\(name) must lie between \(range.lowerBound) and \(range.upperBound), not \(value).")
    }
  }
}
