/// How a scattering branch turns an image into patch features.
///
/// The defaults were chosen by measurement; `docs/design/branches.md` has the table.
public struct ScatteringOptions: Sendable, Codable, Equatable {
  /// The channels to look at.
  public var colourSpace = ColourSpace.luminanceAndChroma

  /// The coefficient, in units of image values, below which differences fade.
  ///
  /// A coefficient `s` of one or two wavelets enters as `log(1 + s / fadesBelow)`. Without the logarithm few large
  /// coefficients decide every distance.
  public var fadesBelow: Float = 0.0003

  /// What the local mean colour is multiplied by, beside logarithms that reach about 5.
  public var meanWeight: Float = 5

  /// Whether each patch is averaged with its eight neighbours.
  public var averagesNeighbours = true

  /// Whether adaptors take features of each patch by itself in place of averaged ones; nil, as in bundles of earlier versions,
  /// is no.
  ///
  /// A defect ends more sharply in features of single patches.
  public var adaptsSinglePatches: Bool? = true

  /// The share of a patch that must be foreground, above 0 and up to 1, for it to be described.
  public var leastForeground: Float = 0.3

  /// The defaults.
  public init() {}

  /// Whether all values are in their ranges.
  var isUsable: Bool {
    (1e-9...1e3).contains(fadesBelow) && (0...1e6).contains(meanWeight)
      && leastForeground > 0 && leastForeground <= 1
  }
}
