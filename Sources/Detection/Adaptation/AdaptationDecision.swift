/// Whether, and how much, a detector's scores use its adaptors, decided on good parts alone.
///
/// The new channels see a defect when it breaks the agreement of the modalities. They can do so only where good patches
/// tell their own geometry from that of other patches, on parts that were not trained on. That can be measured without
/// any defect.
public struct AdaptationDecision: Codable, Sendable, Equatable {
  /// Whether scores use the adaptors.
  public let isUsed: Bool

  /// The share of good validation patches whose own geometry agrees with them better than another patch's.
  public let agreement: Float

  /// The share that was needed; nil in bundles of earlier versions, where it was 0.9.
  private let needed: Float?

  /// The share from which adaptors are used; chance is 0.5.
  ///
  /// What it rests on is in `docs/design/adaptation.md`.
  public static let leastAgreement: Float = 0.7

  /// How many frozen channels `joint` counts for where all good patches agree.
  static let fullWeight: Float = 2

  /// Decides from the mean over good parts.
  package init(agreement: Float) {
    self.agreement = agreement
    needed = Self.leastAgreement
    isUsed = agreement > Self.leastAgreement
  }

  /// How many frozen channels `joint` counts for, in 0...2; what the others do beside it is in `AdaptedChannels`.
  ///
  /// Next to nothing just above `leastAgreement`, and the more the more good patches agree. Where scores do not use them, reports
  /// still show what they would have given with one.
  package var weight: Float {
    guard isUsed else { return 1 }
    return Self.fullWeight * (agreement - Self.leastAgreement) / (1 - Self.leastAgreement)
  }

  /// One sentence: what was decided, and why.
  public var description: String {
    "\(isUsed ? "adapted" : "frozen") scores: \(Self.percent(agreement)) % of good validation patches know their own"
      + " geometry from another patch's (more than \(Self.percent(needed ?? 0.9)) % needed)"
  }

  /// A share in percent, rounded down to one digit after the point, so that 89.98 does not read as enough.
  private static func percent(_ share: Float) -> String {
    "\((share * 1000).rounded(.down) / 10)"
  }
}
