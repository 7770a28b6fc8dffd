import Networks
import Tensors

/// Watches the spread of adapted features beside that of the frozen ones.
struct CollapseGuard: Sendable, Equatable {
  /// When training ends.
  let options: CollapseOptions

  /// Whether a step is one of those after which features are measured.
  func isDue(after step: Int) -> Bool {
    options.interval > 0 && step % options.interval == 0
  }

  /// Measures the patches of a batch, a sub-sample of them, frozen and adapted.
  func measure(
    frozen: ModalityPair<Tensor>, adapted: ModalityPair<Tensor>, random: RandomStream, on pool: WorkerPool
  ) -> ModalityPair<SpreadChange> {
    var stream = random.stream("spread")
    let count = frozen.appearance.rows
    let chosen = stream.distinctIndices(min(options.patches, count), below: count)
    func change(_ frozen: Tensor, _ adapted: Tensor) -> SpreadChange {
      SpreadChange(
        frozen: FeatureSpread(of: frozen.rows(at: chosen), on: pool),
        adapted: FeatureSpread(of: adapted.rows(at: chosen), on: pool))
    }
    return ModalityPair(
      appearance: change(frozen.appearance, adapted.appearance),
      geometry: change(frozen.geometry, adapted.geometry))
  }

  /// The modality that has collapsed, if one has.
  func collapsed(_ spread: ModalityPair<SpreadChange>) -> String? {
    if hasCollapsed(spread.appearance) { return "appearance" }
    return hasCollapsed(spread.geometry) ? "geometry" : nil
  }

  private func hasCollapsed(_ change: SpreadChange) -> Bool {
    !(change.adapted.effectiveRank >= options.leastRank * change.frozen.effectiveRank)
      || !(change.adapted.meanDistance >= options.leastDistance * change.frozen.meanDistance)
  }
}

/// The spread of the same patches before and after adaptation.
public struct SpreadChange: Sendable, Equatable, Codable {
  /// That of the frozen features.
  public let frozen: FeatureSpread

  /// That of the adapted features.
  public let adapted: FeatureSpread
}
