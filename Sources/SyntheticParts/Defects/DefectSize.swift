/// The extent of a defect in millimetres, and its contrast.
struct DefectSize: Sendable {
  /// The radius in the tangent plane; half the length of scratches, cracks and fibres.
  let radius: Float

  /// The largest depth or height; 0 when only the appearance changes.
  let relief: Float

  /// Half the width of a line-shaped defect.
  let halfWidth: Float

  /// How much of the colour changes, 0...1.
  let contrast: Float

  /// How far the defect stands out above the good surface.
  let height: Float

  /// The usual size at a severity of 0, barely visible, to 1, obvious.
  init(_ kind: DefectKind, severity: Float, scale: Float) {
    let s = severity
    let (radius, relief, halfWidth, contrast): (Float, Float, Float, Float) =
      switch kind {
      case .dent: (3.6 + 6 * s, 0.35 + 2 * s, 0, 0)
      case .bump: (3.2 + 5 * s, 0.35 + 2 * s, 0, 0)
      case .chip: (3 + 5.5 * s, 1.5 + 3 * s, 0, 0)
      case .scratch: (7 + 13 * s, 0.22 + 0.6 * s, 0.7 + 0.55 * s, 0)
      case .stain: (4 + 8 * s, 0, 0, 0.22 + 0.6 * s)
      case .discolouration: (6 + 9 * s, 0, 0, 0.2 + 0.55 * s)
      case .printFault: (4.5 + 8 * s, 0, 0.5 + 0.5 * s, 0.45 + 0.5 * s)
      case .crack: (6 + 12 * s, 0.9 + 2.4 * s, 0.32 + 0.38 * s, 0.5 + 0.4 * s)
      case .hole: (1.5 + 3.2 * s, 1.4 + 5 * s, 0, 0.5 + 0.35 * s)
      case .contamination: (2.6 + 5.5 * s, 0.6 + 1.7 * s, 0.4 + 0.45 * s, 1)
      }
    self.radius = radius * scale
    self.relief = relief * scale
    self.halfWidth = halfWidth * scale
    self.contrast = contrast
    height = kind == .scratch ? self.relief * 0.5 : kind.addsMaterial ? self.relief * 2.2 : 0
  }
}
