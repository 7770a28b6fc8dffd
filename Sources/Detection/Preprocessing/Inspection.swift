import Branches

/// What the masks of a product and a part leave of a view.
struct Inspection {
  /// The mask of the frame; nil without any.
  let mask: PixelMask?

  /// Whether each pixel of the view is inspected; nil when all are.
  private let view: [Bool]?

  /// A mask as a view shows it.
  init(_ mask: PixelMask?, mapping: FrameMapping) {
    self.mask = mask
    view = mask?.mask(in: mapping)
  }

  /// The pixels of a part that are inspected.
  func pixels(of foreground: [Bool]) -> [Bool] {
    guard let view else { return foreground }
    return zip(foreground, view).map { $0 && $1 }
  }

  /// The patches that are inspected: those with at least half of the part's pixels that they show, or of all their
  /// pixels when they lie beside the part.
  func patches(of part: [Int], foreground: [Bool], grid: PatchGrid) -> [Int] {
    guard let view else { return part }
    return part.filter { patch in
      var all = (shown: 0, inspected: 0)
      var onPart = (shown: 0, inspected: 0)
      let (top, left) = (patch / grid.columns * grid.cellSide, patch % grid.columns * grid.cellSide)
      for row in top..<top + grid.cellSide {
        for pixel in row * grid.inputSide + left..<row * grid.inputSide + left + grid.cellSide {
          all = (all.shown + 1, all.inspected + (view[pixel] ? 1 : 0))
          guard foreground[pixel] else { continue }
          onPart = (onPart.shown + 1, onPart.inspected + (view[pixel] ? 1 : 0))
        }
      }
      let counted = onPart.shown > 0 ? onPart : all
      return counted.inspected > 0 && 2 * counted.inspected >= counted.shown
    }
  }
}
