/// The scores of a part's patches, one array for each row of the ablation.
struct PatchScores: Sendable {
  /// From appearance alone.
  let appearance: [Float]

  /// From geometry alone.
  let geometry: [Float]

  /// From the frozen channels.
  let frozen: [Float]

  /// From the frozen channels and those of the adaptors; nil without adaptors.
  let adapted: [Float]?

  /// Whether the detector's score is the adapted one.
  let usesAdapted: Bool

  /// What the detector's score is made of.
  var fused: [Float] { usesAdapted ? adapted ?? frozen : frozen }
}
