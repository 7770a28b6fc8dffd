/// The scores of a part's patches, one array for each row of the ablation.
struct PatchScores: Sendable {
  /// From appearance alone.
  let appearance: [Float]

  /// From all channels.
  let fused: [Float]

  /// From geometry alone.
  let geometry: [Float]
}
