import PointClouds
import Tensors

/// One part as the branches see it: image, cloud and foreground of the same square view.
///
/// All three have `grid.inputSide` rows and columns, and pixel `(y, x)` of each shows the same point of the part.
public struct PartView: Sendable {
  /// The colours, `[side, side, 3]`, in 0...1.
  public let image: Tensor

  /// The points, `side` x `side`, in metres.
  public let cloud: OrganizedCloud

  /// Whether each pixel belongs to the part and not to its background, row by row.
  public let foreground: [Bool]

  /// The patches to describe.
  public let grid: PatchGrid

  /// Puts together a view.
  ///
  /// - Parameters:
  ///   - image: The colours, `[side, side, 3]`, in 0...1.
  ///   - cloud: The points, `side` x `side`.
  ///   - foreground: Which pixels belong to the part, `side * side` values; all of them when nil.
  ///   - grid: The patches; its `inputSide` is the `side` of the others.
  public init(image: Tensor, cloud: OrganizedCloud, foreground: [Bool]? = nil, grid: PatchGrid = PatchGrid())
  {
    let side = grid.inputSide
    precondition(image.shape == [side, side, 3], "an image of shape \(image.shape) for a grid over \(side)")
    precondition(
      cloud.height == side && cloud.width == side,
      "a cloud of \(cloud.height) x \(cloud.width) points for a grid over \(side)")
    let foreground = foreground ?? [Bool](repeating: true, count: grid.pixelCount)
    precondition(
      foreground.count == grid.pixelCount, "\(foreground.count) foreground pixels, not \(grid.pixelCount)")
    self.image = image
    self.cloud = cloud
    self.foreground = foreground
    self.grid = grid
  }
}
