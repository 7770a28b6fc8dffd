import Reporting

/// Keeps pictures of the few test parts that are most worth looking at, while parts come in one by one.
struct GalleryChoice {
  private var candidates: [GalleryEntry.Reason: [Candidate]] = [:]

  /// The chosen parts: the hardest defects, the loudest good parts, the clearest find; only the first of the hardest
  /// and the clearest keep their clouds.
  var entries: [GalleryEntry] {
    GalleryEntry.Reason.allCases.flatMap { reason in
      (candidates[reason] ?? []).enumerated().map { place, candidate in
        var entry = candidate.entry
        if place > 0 || reason == .loudest { entry.cloud = nil }
        return entry
      }
    }
  }

  /// Considers a part; its pictures are made only when it is chosen for now.
  mutating func offer(
    score: Float, isGood: Bool, pictures: (GalleryEntry.Reason) -> GalleryEntry
  ) {
    for reason in isGood ? [GalleryEntry.Reason.loudest] : [.hardest, .clearest] {
      let rank = reason == .hardest ? score : -score
      var chosen = candidates[reason] ?? []
      let place = chosen.firstIndex { $0.rank > rank } ?? chosen.count
      guard place < Self.limit(of: reason) else { continue }
      chosen.insert(Candidate(rank: rank, entry: pictures(reason)), at: place)
      candidates[reason] = Array(chosen.prefix(Self.limit(of: reason)))
    }
  }

  private static func limit(of reason: GalleryEntry.Reason) -> Int { reason == .clearest ? 1 : 3 }

  /// A part that is chosen for now; lower ranks come first.
  private struct Candidate {
    let rank: Float
    let entry: GalleryEntry
  }
}
