import Tensors

/// Which sample of a product is wanted.
struct SampleRequest: Sendable {
  let kind: DefectKind?
  let index: Int
  let severity: Float
  let withLightings: Bool
  var isUndamaged = false

  /// The name of the sample's random stream.
  var name: String { "\(kind?.rawValue ?? "good")/\(index)" }
}
