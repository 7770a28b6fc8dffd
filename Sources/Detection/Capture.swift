import PointClouds
import Tensors

/// One part as the sensors saw it: an image and an organised cloud of the same view.
public struct Capture: Sendable {
  /// The name that results carry.
  public let id: String

  /// The colours, `[height, width, 3]`, in 0...1.
  public let image: Tensor

  /// The points, `height` x `width`.
  public let cloud: OrganizedCloud

  /// The pixels of this part that are inspected, beside what the product says; all of them when nil.
  public let inspected: PixelMask?

  /// Pairs an image and a cloud.
  ///
  /// - Parameters:
  ///   - id: The name that results carry.
  ///   - image: The colours, `[height, width, 3]`, in 0...1.
  ///   - cloud: The points of the same pixels.
  ///   - inspected: The pixels that are inspected; all of them when nil.
  /// - Throws: `DetectionError` when they do not have the same height and width.
  public init(
    id: String, image: Tensor, cloud: OrganizedCloud, inspected: PixelMask? = nil
  ) throws(DetectionError) {
    precondition(image.shape.count == 3 && image.shape[2] == 3, "an image of shape \(image.shape)")
    guard image.shape[0] == cloud.height, image.shape[1] == cloud.width else {
      throw .sizeMismatch(
        id: id, image: [image.shape[0], image.shape[1]], cloud: [cloud.height, cloud.width])
    }
    if let inspected, inspected.height != cloud.height || inspected.width != cloud.width {
      throw .maskMismatch(
        id: id, mask: [inspected.height, inspected.width], frame: [cloud.height, cloud.width])
    }
    self.id = id
    self.inspected = inspected
    self.image = image
    self.cloud = cloud
  }

  /// The rows of both.
  public var height: Int { cloud.height }

  /// The columns of both.
  public var width: Int { cloud.width }
}
