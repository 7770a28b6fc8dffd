import Tensors

extension FusedMemoryBank {
  /// A bank with the rows of this one and further good patches, without the patches that this one was built from.
  ///
  /// Scale and projection stay. All rows are kept and the selection goes on among the new patches, each time with the one
  /// that lies farthest from all taken; so no distance of any part grows. Where the budget has no room for that, the
  /// rows of both are selected anew from the first row on: then a patch of before lies within the sum of both covering
  /// radii of a row.
  ///
  /// - Parameters:
  ///   - patches: Further good patches.
  ///   - options: How many rows to keep in all, and how they are selected.
  ///   - random: The stream that this bank was built with, from which the same projection is drawn.
  ///   - pool: The threads to work on.
  ///   - progress: Called now and then on this thread.
  /// - Returns: The longer bank.
  /// - Throws: `MemoryBankError` when the budget keeps no row, features are not finite, or rows that stay in their file
  ///   cannot be read.
  public func appending(
    _ patches: TrainingPatches, options: Options = Options(), random: RandomStream, on pool: WorkerPool,
    progress: Coreset.Progress = { _, _ in }
  ) throws(MemoryBankError) -> FusedMemoryBank {
    let added = fusedRows(
      appearance: patches.appearance, geometry: patches.geometry, hasGeometry: patches.hasGeometry, on: pool)
    try check(added)
    let rows = try rows
    let candidates = Tensor(
      shape: [count + added.rows, rows.rowCount], elements: rows.elements + added.elements)
    let wanted = try options.budget.rows(of: candidates.rows)
    let keepsAll = wanted > count
    let projection = RandomProjection(
      inputCount: rows.rowCount, outputCount: options.projectionCount,
      random: random.stream(Self.projectionStream))
    let selection = Coreset.select(
      from: projection.projected(candidates, on: pool), count: wanted, radiusTarget: options.radiusTarget,
      goingOnFrom: keepsAll ? Array(0..<count) : [0], on: pool, progress: progress)
    let kept = selection.indices
    let (hasGeometry, owners) = (hasGeometry + patches.hasGeometry, owners + patches.owners)
    return FusedMemoryBank(
      rows: candidates.rows(at: kept), hasGeometry: kept.map { hasGeometry[$0] },
      owners: kept.map { owners[$0] }, appearanceScale: appearanceScale, geometryScale: geometryScale,
      coveringRadius: keepsAll
        ? max(coveringRadius, selection.radius) : coveringRadius + selection.radius,
      on: pool)
  }

  /// Refuses standardised features that are not finite, by modality.
  private func check(_ added: Tensor) throws(MemoryBankError) {
    guard let bad = added.elements.firstIndex(where: { !($0.magnitude < BankReader.largestFeature) }) else {
      return
    }
    throw .unusableFeatures(bad % added.rowCount < appearanceCount ? .appearance : .geometry)
  }
}
