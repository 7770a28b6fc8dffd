import Detection
import PointClouds
import TestSupport

extension WavyPlate {
  /// One of many plates, photographed and scanned.
  static func capture(_ index: Int) throws -> Capture {
    let (image, xyz) = pixels(index)
    return try Capture(id: "\(index)", image: image, cloud: OrganizedCloud(xyz: xyz))
  }
}
