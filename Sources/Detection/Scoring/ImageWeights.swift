import MemoryBank
import Tensors

/// What the image score of a part is multiplied with, for each row of the ablation.
///
/// Without re-weighting all are 1. With it they are PatchCore's weights (arXiv 2106.08265, equation 7) of the patch
/// with the largest distance of each kind.
struct ImageWeights: Sendable, Equatable {
  /// For appearance alone, in 0...1.
  let appearance: Float

  /// For all channels, in 0...1; taken from the distances of both modalities together.
  let fused: Float

  /// For geometry alone, in 0...1.
  let geometry: Float

  /// No re-weighting.
  static let none = ImageWeights(appearance: 1, fused: 1, geometry: 1)

  /// The product of each weight and the peak of its anomaly map.
  func scores(of maps: AnomalyMaps) -> BranchScores {
    BranchScores(
      appearance: maps.appearance.peak * appearance, fused: maps.fused.peak * fused,
      geometry: maps.geometry.peak * geometry)
  }
}

extension ImageWeights {
  /// The weights of a part.
  ///
  /// - Parameters:
  ///   - rows: The part's patches.
  ///   - nearest: What a search of `bank` found for them.
  ///   - bank: The bank.
  ///   - reweighting: How to weigh; nil for no re-weighting.
  ///   - pool: The threads to use.
  /// - Throws: `MemoryBankError.file` when rows of the bank cannot be read.
  init(
    of rows: PartRows, nearest: NearestDistances, in bank: FusedMemoryBank,
    by reweighting: PatchCoreReweighting?,
    on pool: WorkerPool
  ) throws(MemoryBankError) {
    guard let reweighting else {
      self = .none
      return
    }
    let patches = bank.fusedRows(
      appearance: rows.appearance, geometry: rows.geometry, hasGeometry: rows.hasGeometry, on: pool)
    func weight(
      _ kind: DistanceKind, _ distances: [Float], _ matches: [Int]
    ) throws(MemoryBankError) -> Float {
      let matched = distances.indices.filter { matches[$0] >= 0 }
      guard let patch = matched.max(by: { distances[$0] < distances[$1] }) else { return 1 }
      return try reweighting.weight(of: patch, in: patches, kind: kind, bank: bank, nearest: matches[patch])
    }
    appearance = try weight(.appearance, nearest.appearance, nearest.appearanceRows)
    fused = try weight(.fused, nearest.fused, nearest.fusedRows)
    geometry = try weight(.geometry, nearest.geometry, nearest.geometryRows)
  }
}
