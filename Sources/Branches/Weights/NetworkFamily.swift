import Networks

/// The kinds of network that a weights file may hold.
enum NetworkFamily: CaseIterable {
  /// A residual network over the photograph.
  case residual
  /// Point-MAE's encoder.
  case pointTransformer
  /// Assay's compact point encoder.
  case pointEncoder

  /// What the network looks at.
  var modality: BranchModality {
    switch self {
    case .residual: .appearance
    case .pointTransformer, .pointEncoder: .geometry
    }
  }

  /// The words for a message.
  var title: String {
    switch self {
    case .residual: "a residual network (ResNet)"
    case .pointTransformer: "a point-group encoder (Point-MAE)"
    case .pointEncoder: "a compact point encoder"
    }
  }

  /// Tells what a file holds from the names of its tensors and its metadata; nil for anything else.
  init?(names: some Collection<String>, metadata: [String: String]) {
    if PointEncoderConfiguration.describes(metadata) {
      self = .pointEncoder
    } else if names.contains(where: { $0.contains("blocks.blocks.") || $0.contains("encoder.first_conv.") }) {
      self = .pointTransformer
    } else if names.contains(where: { $0 == "conv1.weight" || $0.hasPrefix("layer1.") }) {
      self = .residual
    } else {
      return nil
    }
  }
}
