import Adaptation
import MemoryBank
import Tensors

/// What trained adaptors add to the frozen memory bank: good patches as adaptors describe them, and in the space that both
/// modalities share.
///
/// It gives four more distances of each patch with geometry: those to the nearest good patch among adapted features, in
/// appearance and in both modalities; that to the nearest good patch of the shared space; and how far the two modalities
/// disagree about the patch itself.
public struct AdaptedSpace: Sendable {
  /// What the adaptors take of a patch.
  let inputs: AdaptorInputs

  /// What shortens appearance before the adaptors; nil for features that are short already.
  public let whitening: Whitening?

  /// The adaptors of both modalities.
  public let adaptors: AdaptorPair

  /// Good patches in the shared space.
  public let bank: FusedMemoryBank

  /// Good patches as the adaptors describe them; nil in bundles of earlier versions.
  public let featureBank: FusedMemoryBank?

  /// The distances of a part's patches; each is nil for a patch without valid points.
  struct Distances: Sendable, Equatable {
    /// To the nearest good patch in the shared space.
    let joint: [Float?]

    /// To the nearest good appearance in the shared space.
    let sharedAppearance: [Float?]

    /// To the nearest good geometry in the shared space.
    let sharedGeometry: [Float?]

    /// How far the modalities disagree.
    let disagreement: [Float?]

    /// To the nearest good adapted features.
    let features: FeatureDistances?

    /// The share of patches whose own geometry agrees with them better than that of another patch; 0.5 is chance.
    let agreement: Float
  }

  /// The distances of a part's patches among adapted features; each is nil for a patch without valid points.
  struct FeatureDistances: Sendable, Equatable {
    /// To the nearest appearance.
    let appearance: [Float?]

    /// To the nearest row of both modalities together.
    let fused: [Float?]
  }

  /// Compares a part with the good patches, leaving out those of one training part if asked.
  func distances(
    of rows: PartRows, excludingOwner owner: Int32? = nil, on pool: WorkerPool
  ) throws(MemoryBankError) -> Distances {
    let seen = rows.seenPatches
    guard !seen.isEmpty else {
      let none = [Float?](repeating: nil, count: rows.hasGeometry.count)
      return Distances(
        joint: none, sharedAppearance: none, sharedGeometry: none, disagreement: none,
        features: featureBank.map { _ in FeatureDistances(appearance: none, fused: none) }, agreement: 0.5)
    }
    let adapted = adapt(rows, seen, on: pool)
    func nearest(_ bank: FusedMemoryBank, _ appearance: Tensor, _ geometry: Tensor)
      throws(MemoryBankError) -> NearestDistances
    {
      try bank.search(
        appearance: appearance, geometry: geometry, hasGeometry: [Bool](repeating: true, count: seen.count),
        excludingOwner: owner, on: pool)
    }
    let shared = try nearest(bank, adapted.sharedAppearance, adapted.sharedGeometry)
    let features = try featureBank.map { (bank) throws(MemoryBankError) in
      try nearest(bank, adapted.appearance, adapted.geometry)
    }
    return Distances(
      joint: rows.spread(shared.fused, over: seen),
      sharedAppearance: rows.spread(shared.appearance, over: seen),
      sharedGeometry: rows.spread(shared.geometry, over: seen),
      disagreement: rows.spread(adapted.disagreement, over: seen),
      features: features.map {
        FeatureDistances(
          appearance: rows.spread($0.appearance, over: seen), fused: rows.spread($0.fused, over: seen))
      }, agreement: adapted.agreement)
  }
}

extension AdaptedSpace {
  /// What the adaptors say about some patches of a part, all of them with geometry.
  func adapt(
    _ rows: PartRows, _ patches: [Int], on pool: WorkerPool
  ) -> AdaptedPatches {
    adaptors.adapt(inputs.sample(of: rows, patches).whitened(by: whitening, on: pool), on: pool)
  }
}

extension PartRows {
  /// The rows with geometry: the patches that adaptors work on.
  var seenPatches: [Int] { hasGeometry.indices.filter { hasGeometry[$0] } }

  /// Values of some rows on all rows, nil on the others.
  func spread(_ values: [Float], over patches: [Int]) -> [Float?] {
    var result = [Float?](repeating: nil, count: hasGeometry.count)
    for (patch, value) in zip(patches, values) { result[patch] = value }
    return result
  }
}

extension AdaptedPatches {
  /// The share of patches whose own geometry lies nearer in the shared space than that of the patch half the part further on.
  var agreement: Float {
    let count = disagreement.count
    guard count > 1 else { return 0.5 }
    let shift = count / 2
    let wins = (0..<count).count { patch in
      let other = (patch + shift) % count
      let distance = zip(sharedAppearance.row(patch), sharedGeometry.row(other))
        .reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return disagreement[patch] < (distance / 2).squareRoot()
    }
    return Float(wins) / Float(count)
  }
}
