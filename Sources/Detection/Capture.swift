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

  /// Pairs an image and a cloud.
  ///
  /// - Parameters:
  ///   - id: The name that results carry.
  ///   - image: The colours, `[height, width, 3]`, in 0...1.
  ///   - cloud: The points of the same pixels.
  /// - Throws: `DetectionError.sizeMismatch` when the two do not have the same height and width.
  public init(id: String, image: Tensor, cloud: OrganizedCloud) throws(DetectionError) {
    precondition(image.shape.count == 3 && image.shape[2] == 3, "an image of shape \(image.shape)")
    guard image.shape[0] == cloud.height, image.shape[1] == cloud.width else {
      throw .sizeMismatch(
        id: id, image: [image.shape[0], image.shape[1]], cloud: [cloud.height, cloud.width])
    }
    self.id = id
    self.image = image
    self.cloud = cloud
  }

  /// The rows of both.
  public var height: Int { cloud.height }

  /// The columns of both.
  public var width: Int { cloud.width }
}
