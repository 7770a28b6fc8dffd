import Tensors

extension FusedMemoryBank {
  /// The rows nearest to a row, itself first, in the order of distance and index.
  ///
  /// - Parameters:
  ///   - row: A row of the bank that takes part in this kind of distance.
  ///   - count: Rows wanted.
  ///   - kind: The kind of distance.
  /// - Returns: At most `count` rows.
  public func nearestRows(to row: Int, count: Int, kind: DistanceKind) -> [Int] {
    var nearest: [NearestRow] = []
    let channel = channel(of: kind)
    let distances = QueryDistances(of: row, in: rows, search, channel)
    for other in 0..<self.count where search.takesPart(other, channel) {
      let candidate = NearestRow(
        squaredDistance: other == row ? -1 : distances.squared(to: other), row: other)
      if nearest.count == count, let last = nearest.last, !isNearer(candidate, last) { continue }
      let position = nearest.firstIndex { isNearer(candidate, $0) } ?? nearest.count
      nearest.insert(candidate, at: position)
      if nearest.count > count { nearest.removeLast() }
    }
    return nearest.map(\.row)
  }

  /// The distance of a standardised patch to a row.
  ///
  /// - Parameters:
  ///   - query: Which of the patches.
  ///   - patches: Standardised patches, from `fusedRows`.
  ///   - row: A row of the bank.
  ///   - kind: The kind of distance.
  /// - Returns: The Euclidean distance.
  public func distance(of query: Int, in patches: Tensor, to row: Int, kind: DistanceKind) -> Float {
    precondition(
      patches.shape.count == 2 && patches.rowCount == rows.rowCount,
      "patches of shape \(patches.shape) in a bank of \(rows.rowCount) features")
    return QueryDistances(of: query, in: patches, search, channel(of: kind)).squared(to: row).squareRoot()
  }

  private func isNearer(_ first: NearestRow, _ second: NearestRow) -> Bool {
    (first.squaredDistance, first.row) < (second.squaredDistance, second.row)
  }

  /// The position of a kind of distance in the search, which has one in a bank of one modality.
  private func channel(of kind: DistanceKind) -> Int {
    guard search.channelCount == 3 else { return 0 }
    switch kind {
    case .appearance: return 0
    case .geometry: return 1
    case .fused: return 2
    }
  }
}
