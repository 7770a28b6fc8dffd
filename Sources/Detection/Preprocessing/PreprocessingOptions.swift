import Branches

/// How a capture becomes the square view that the branches see.
public struct PreprocessingOptions: Codable, Sendable, Equatable {
  /// What happens to the surface that the part lies on.
  public enum Background: String, Codable, Sendable, CaseIterable {
    /// A plane in the border ring of the cloud is found and taken away; without one all valid points stay.
    case plane

    /// Nothing is taken away: for parts that fill the frame, or clouds whose background is already gone.
    case keep
  }

  /// The rows and columns of the square view, in pixels; a multiple of `cellSide`.
  public var inputSide = 224

  /// The rows and columns of one patch, in pixels of the view.
  public var cellSide = 8

  /// What happens to the surface that the part lies on.
  public var background = Background.plane

  /// What the square view shows.
  public enum Framing: String, Codable, Sendable, CaseIterable {
    /// The part, centred, at a scale that fits every part of the product.
    case part

    /// The whole frame.
    case frame
  }

  /// What the square view shows.
  public var framing = Framing.part

  /// The longer side of the view, as a share of the longer side of the frame; set when a detector is fitted.
  public var viewShare = 1.0

  /// How colours are rounded on the way to the view.
  public enum Resampling: String, Codable, Sendable, CaseIterable {
    /// Not at all: in float.
    case exact

    /// To 8 bits after each pass, byte for byte as Pillow does with 8-bit images.
    case eightBit = "eight-bit"
  }

  /// How colours are rounded on the way to the view; `exact` when nil.
  public var resampling: Resampling?

  /// Patches around the part that take part too, so that material missing at its edge is seen.
  public var marginPatches = 0

  /// The pixels of the frame that are inspected, for a product whose parts all lie alike; all of them when nil.
  public var inspected: PixelMask?

  /// The share of the part's pixels with a valid point below which a part is not judged.
  public var minimumCoverage: Float = 0.2

  /// The defaults.
  public init() {}

  /// The patches of the view.
  var grid: PatchGrid { PatchGrid(inputSide: inputSide, cellSide: cellSide) }
}
