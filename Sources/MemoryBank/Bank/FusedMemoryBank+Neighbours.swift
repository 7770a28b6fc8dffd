import Tensors

extension FusedMemoryBank {
  /// The rows nearest to a row, itself first, in the order of distance and index.
  ///
  /// - Parameters:
  ///   - row: A row of the bank that takes part in this kind of distance.
  ///   - count: Rows wanted.
  ///   - kind: The kind of distance.
  /// - Returns: At most `count` rows.
  /// - Throws: `MemoryBankError.file` when rows that stay in their file cannot be read.
  public func nearestRows(
    to row: Int, count: Int, kind: DistanceKind
  ) throws(MemoryBankError) -> [Int] {
    guard count > 1 else { return [row] }
    let channel = channel(of: kind)
    let others = search.excluding { $0 == row }
    // One query is one task.
    let nearest = try others.nearest(
      count - 1, to: search.rows(row..<row + 1), channels: channel..<channel + 1,
      on: WorkerPool(threadCount: 1))
    return [row] + nearest[0][0].map(\.row)
  }

  /// The distance of a standardised patch to a row.
  ///
  /// - Parameters:
  ///   - query: Which of the patches.
  ///   - patches: Standardised patches, from `fusedRows`.
  ///   - row: A row of the bank.
  ///   - kind: The kind of distance.
  /// - Returns: The Euclidean distance.
  /// - Throws: `MemoryBankError.file` when rows that stay in their file cannot be read.
  public func distance(
    of query: Int, in patches: Tensor, to row: Int, kind: DistanceKind
  ) throws(MemoryBankError) -> Float {
    precondition(
      patches.shape.count == 2 && patches.rowCount == search.shape[1],
      "patches of shape \(patches.shape) in a bank of \(search.shape[1]) features")
    let columns = search.bounds.columns(of: channel(of: kind))
    return try search.rows(row..<row + 1).withUnsafeElements { row in
      squaredDistance(of: query, in: patches, to: row, columns: columns).squareRoot()
    }
  }

  /// The position of a kind of distance in the search, which has one in a bank of one modality.
  private func channel(of kind: DistanceKind) -> Int {
    guard search.bounds.channels.count == 3 else { return 0 }
    switch kind {
    case .appearance: return 0
    case .geometry: return 1
    case .fused: return 2
    }
  }
}
