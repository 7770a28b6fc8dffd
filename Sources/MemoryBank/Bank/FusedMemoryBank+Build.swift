import Tensors

extension FusedMemoryBank {
  /// How a bank is built.
  public struct Options: Sendable, Equatable {
    /// How many patches are kept.
    public var budget = CoresetBudget.ratio(0.1)

    /// Selection ends early when every patch lies this near to a kept one; 0 for the full budget.
    public var radiusTarget: Float = 0

    /// Dimensions of the random projection in which patches are selected.
    public var projectionCount = 128

    /// The default options.
    public init() {}
  }

  /// Builds a bank from the patches of good parts.
  ///
  /// - Parameters:
  ///   - patches: All good patches.
  ///   - options: How many to keep, and how they are selected.
  ///   - random: The stream that pairs, directions and the first patch are drawn from.
  ///   - pool: The threads to work on.
  ///   - progress: Called now and then on this thread.
  /// - Returns: The bank; its rows stand in the order of their selection.
  /// - Throws: `MemoryBankError` when there are no patches, the budget keeps none, or features are not finite.
  public static func build(
    from patches: TrainingPatches, options: Options = Options(), random: RandomStream, on pool: WorkerPool,
    progress: Coreset.Progress = { _, _ in }
  ) throws(MemoryBankError) -> FusedMemoryBank {
    let count = try options.budget.rows(of: patches.count)
    let scaler = try PatchScaler(measuring: patches, random: random, on: pool)
    let selection = select(count, of: patches, scaler, options, random, on: pool, progress)
    let kept = selection.indices
    let rows = scaler.fusedRows(
      appearance: patches.appearance.rows(at: kept), geometry: patches.geometry.rows(at: kept),
      hasGeometry: kept.map { patches.hasGeometry[$0] }, on: pool)
    return FusedMemoryBank(
      rows: rows, hasGeometry: kept.map { patches.hasGeometry[$0] }, owners: kept.map { patches.owners[$0] },
      appearanceScale: scaler.appearance, geometryScale: scaler.geometry, coveringRadius: selection.radius,
      on: pool)
  }

  /// The name of the stream that the directions of the selection are drawn from.
  static let projectionStream = "projection"

  /// Selects patches by the fused distance; one without geometry stands at the centre of geometry.
  private static func select(
    _ count: Int, of patches: TrainingPatches, _ scaler: PatchScaler, _ options: Options,
    _ random: RandomStream, on pool: WorkerPool, _ progress: Coreset.Progress
  ) -> Coreset {
    var start = random.stream("first patch")
    let projection = RandomProjection(
      inputCount: scaler.featureCount, outputCount: options.projectionCount,
      random: random.stream(projectionStream))
    return Coreset.select(
      from: scaler.projected(patches, by: projection, on: pool), count: count,
      radiusTarget: options.radiusTarget, first: start.index(below: patches.count), on: pool,
      progress: progress)
  }
}
