import Tensors

extension FusedMemoryBank {
  /// The nearest row of each patch in appearance, in geometry, and in both together.
  ///
  /// Exact: the distances are those of a plain loop over all rows, bit for bit, for any number of
  /// threads, any batch, any order of the patches.
  ///
  /// - Parameters:
  ///   - appearance: Features as the branch gives them, `[patches, appearanceCount]`.
  ///   - geometry: Features as the branch gives them, `[patches, geometryCount]`.
  ///   - hasGeometry: Whether a patch has geometry, `[patches]`; one without has a distance of appearance only.
  ///   - owner: A part whose rows take no part, so that a training part can be scored as if it were new.
  ///   - pool: The threads to work on.
  /// - Returns: The distances and the rows, one for each patch.
  /// - Throws: `MemoryBankError.file` when rows that stay in their file cannot be read.
  public func search(
    appearance: Tensor, geometry: Tensor, hasGeometry: [Bool], excludingOwner owner: Int32? = nil,
    on pool: WorkerPool
  ) throws(MemoryBankError) -> NearestDistances {
    let queries = fusedRows(appearance: appearance, geometry: geometry, hasGeometry: hasGeometry, on: pool)
    let rows = owner.map { owner in search.excluding { owners[$0] == owner } } ?? search
    let channels = try rows.nearest(1, to: queries, channels: rows.bounds.channels, on: pool).map {
      $0.map { $0.first ?? .none }
    }
    let none = [NearestRow](repeating: .none, count: queries.rows)
    let isSeen: ([NearestRow]) -> [NearestRow] = { zip($0, hasGeometry).map { $1 ? $0 : .none } }
    guard appearanceCount > 0 else {
      return NearestDistances(appearance: none, geometry: isSeen(channels[0]), fused: none)
    }
    guard geometryCount > 0 else {
      return NearestDistances(appearance: channels[0], geometry: none, fused: none)
    }
    return NearestDistances(
      appearance: channels[0], geometry: isSeen(channels[1]), fused: isSeen(channels[2]))
  }

  /// Standardised patches side by side, as the bank holds them.
  ///
  /// - Parameters:
  ///   - appearance: `[patches, appearanceCount]`.
  ///   - geometry: `[patches, geometryCount]`.
  ///   - hasGeometry: Whether a patch has geometry, `[patches]`.
  ///   - pool: The threads to work on.
  /// - Returns: `[patches, appearanceCount + geometryCount]`.
  public func fusedRows(
    appearance: Tensor, geometry: Tensor, hasGeometry: [Bool], on pool: WorkerPool
  ) -> Tensor {
    let count = hasGeometry.count
    precondition(
      appearance.shape == [count, appearanceCount] && geometry.shape == [count, geometryCount],
      "\(count) patches with appearance \(appearance.shape) and geometry \(geometry.shape) in a bank of "
        + "\(appearanceCount) and \(geometryCount) features")
    return PatchScaler(appearance: appearanceScale, geometry: geometryScale).fusedRows(
      appearance: appearance, geometry: geometry, hasGeometry: hasGeometry, on: pool)
  }
}
