import Networks

/// Everything that decides how a pair of adaptors is trained.
public struct AdaptationOptions: Sendable, Equatable, Codable {
  /// The sizes of the adaptors.
  public var adaptors = AdaptorOptions()

  /// How much each term of the loss counts.
  public var weights = LossWeights()

  /// Cross-modal consistency (CLC).
  public var consistency = ConsistencyOptions()

  /// Intra-modal compactness (IFC).
  public var compactness = CompactnessOptions()

  /// When training ends because features fall together.
  public var collapse = CollapseOptions()

  /// The constants of the optimiser.
  public var optimizer = AdamW.Options()

  /// Whether the blocks stay as they are and the heads alone are trained; nil is no.
  public var trainsHeadsOnly: Bool?

  /// Steps of the optimiser.
  public var stepCount = 160

  /// Samples in one step; all of them where there are fewer.
  public var batchSize = 4

  /// Patches of a sample that one step sees, drawn anew each time; all of them where there are fewer.
  public var patchesPerSample = 196

  /// The numbers that the finest appearance features of a patch are whitened to before the adaptors; 0 leaves them as
  /// they are, as when there are no more of them.
  public var whitenedAppearance = 128

  /// The highest learning rate.
  public var learningRate = 2e-3

  /// The share of the steps during which the learning rate rises.
  public var warmupShare = 0.1

  /// The defaults, chosen by measurement; see `docs/method.md`.
  public init() {}

  /// The learning rate step by step.
  var schedule: WarmupCosineSchedule {
    WarmupCosineSchedule(
      peak: learningRate, warmupSteps: Int(Double(stepCount) * warmupShare), stepCount: stepCount)
  }
}

/// How much each term of the loss counts; a term of weight zero is not computed.
public struct LossWeights: Sendable, Equatable, Codable {
  /// The local contrastive term, CLC-L.
  public var patchConsistency: Float = 1

  /// The global contrastive term, CLC-G.
  public var globalConsistency: Float = 0.1

  /// The distance of patches to their memory, L_LC of both modalities.
  public var patchCompactness: Float = 0.3

  /// The distance of global features to their memory, L_GC of both modalities: 0.3 times the released `c = 0.4`.
  public var globalCompactness: Float = 0.12

  /// Agreement with the copy whose blocks were rotated; LSFA's released code has 0.05.
  public var rotatedBlocks: Float = 0

  /// The defaults.
  public init() {}
}

/// How the modalities are compared.
public struct ConsistencyOptions: Sendable, Equatable, Codable {
  /// The temperature `T` of all contrastive terms.
  public var temperature: Float = 0.1

  /// Patches of a batch that are compared with each other at one step, drawn anew each time.
  public var patches = 512

  /// Global features of a sample: the centres of as many clusters of its patches; 1 is the mean of all.
  public var instances = 4

  /// Rounds of k-means at most.
  public var clusteringRounds = 5

  /// The share of a batch's patches that the rotated-block term compares.
  public var rotatedShare: Float = 1.0 / 6

  /// The defaults.
  public init() {}
}

/// What features are drawn to.
public struct CompactnessOptions: Sendable, Equatable, Codable {
  /// Patches that a modality's memory `M^L` holds.
  public var patchMemory = 2_000

  /// Patches of a sample that enter the memory at one step, drawn at random.
  public var patchIntake = 64

  /// Global features that a modality's memory `M^G` holds.
  public var globalMemory = 100

  /// Steps before the terms count at all; they also wait until the memories are full.
  public var firstStep = 0

  /// The largest distance that counts, in units of the distance of two random good patches.
  public var distanceCap: Float = 2

  /// The defaults.
  public init() {}

  /// The cap for patches of some length: rows of unit variance in every feature lie `√(2 · features)` apart.
  func distanceCap(features: Int) -> Float { distanceCap * Float(2 * features).squareRoot() }
}

/// When training ends because features fall together.
public struct CollapseOptions: Sendable, Equatable, Codable {
  /// Steps from one measurement to the next; 0 measures nothing.
  public var interval = 20

  /// Patches that are measured.
  public var patches = 512

  /// The share of the frozen features' effective rank below which training ends.
  public var leastRank: Float = 0.1

  /// The share of the frozen features' mean distance of two patches below which training ends.
  public var leastDistance: Float = 0.2

  /// The defaults.
  public init() {}
}
