/// A kind of surface defect.
public enum DefectKind: String, CaseIterable, Sendable {
  /// A shallow hollow; geometry only.
  case dent
  /// A raised spot; geometry only.
  case bump
  /// A piece broken off an edge; geometry only.
  case chip
  /// A long shallow groove with raised lips; geometry only.
  case scratch
  /// A dried liquid mark; appearance only.
  case stain
  /// A region of another hue or brightness; appearance only.
  case discolouration
  /// Ink that is missing or where it should not be; appearance only.
  case printFault = "print_fault"
  /// A jagged narrow fissure with a dark inside; geometry and appearance.
  case crack
  /// An irregular deep opening; geometry and appearance.
  case hole
  /// Foreign matter on the surface: crumbs, a fibre, a drop; geometry and appearance.
  case contamination

  /// Whether the defect changes the shape of the part.
  public var changesGeometry: Bool {
    switch self {
    case .stain, .discolouration, .printFault: false
    default: true
    }
  }

  /// Whether the defect changes the colour of the part.
  public var changesAppearance: Bool {
    switch self {
    case .dent, .bump, .chip, .scratch: false
    default: true
    }
  }

  /// Whether the defect adds material above the good surface.
  var addsMaterial: Bool { self == .bump || self == .contamination || self == .scratch }
}
