import Tensors

/// The good samples to train on, each read when it is needed.
public struct TrainingSamples: Sendable {
  /// How many there are.
  public let count: Int

  /// The length of an appearance patch.
  public let appearanceFeatures: Int

  /// The length of a geometry patch.
  public let geometryFeatures: Int

  /// Reads one of them.
  public let load: @Sendable (Int) throws -> SampleFeatures

  /// Samples behind a function.
  public init(
    count: Int, appearanceFeatures: Int, geometryFeatures: Int,
    load: @escaping @Sendable (Int) throws -> SampleFeatures
  ) {
    precondition(count > 0, "no samples to train on")
    self.count = count
    self.appearanceFeatures = appearanceFeatures
    self.geometryFeatures = geometryFeatures
    self.load = load
  }

  /// The same samples with their appearance whitened.
  public func whitened(by whitening: Whitening?, on pool: WorkerPool) -> TrainingSamples {
    guard let whitening else { return self }
    return TrainingSamples(
      count: count, appearanceFeatures: whitening.count, geometryFeatures: geometryFeatures
    ) { [load] index in
      try load(index).whitened(by: whitening, on: pool)
    }
  }

  /// Samples in memory, at least one, all with features of the same lengths.
  public init(_ samples: [SampleFeatures]) {
    let first = samples.first
    self.init(
      count: samples.count, appearanceFeatures: first?.appearance.rowCount ?? 0,
      geometryFeatures: first?.geometry.rowCount ?? 0
    ) { samples[$0] }
  }
}
