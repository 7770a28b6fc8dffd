import Tensors

/// How Point-MAE's checkpoints name their tensors.
enum PublishedNames {
  /// What may stand in front of the encoder's names; data-parallel training adds `module.`.
  private static let prefixes = ["MAE_encoder.", "module.MAE_encoder.", "", "module."]

  /// The parts of a pre-training checkpoint that only reconstruct masked groups.
  private static let decoder = ["mask_token", "decoder_pos_embed.", "MAE_decoder.", "increase_dim."]

  /// What stands in front of the encoder's names in a file; the published prefix when nothing is recognised.
  static func prefix(of tensors: [String: Tensor]) -> String {
    let found = prefixes.first { prefix in
      tensors.keys.contains { $0.hasPrefix(prefix + "encoder.") || $0.hasPrefix(prefix + "blocks.") }
    }
    return found ?? prefixes[0]
  }

  /// Whether a tensor belongs to the encoder.
  static func isEncoder(_ name: String) -> Bool {
    guard !isDecoder(name) else { return false }
    return prefixes.contains { prefix in
      guard name.hasPrefix(prefix) else { return false }
      return encoder.contains { name.dropFirst(prefix.count).hasPrefix($0) }
    }
  }

  /// The parts of the encoder.
  private static let encoder = ["encoder.", "pos_embed.", "blocks.blocks.", "norm."]

  /// Whether a tensor belongs to the decoder, or counts the batches of training.
  static func isDecoder(_ name: String) -> Bool {
    let bare = name.hasPrefix("module.") ? String(name.dropFirst("module.".count)) : name
    return decoder.contains { bare.hasPrefix($0) } || name.hasSuffix(".num_batches_tracked")
  }
}
