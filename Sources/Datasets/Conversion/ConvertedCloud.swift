import ImageFiles
import PointClouds
import Tensors

/// A cloud that was read from another format, and what to say about it.
public struct ConvertedCloud: Sendable {
  /// The cloud in metres.
  public let cloud: OrganizedCloud

  /// The colours, `[height, width, 3]`, in 0...1; nil when the file has none.
  public let colors: Tensor?

  /// One line: pixels, points and the space they take up.
  public let summary: String

  /// What makes the unit look wrong, if anything.
  public let warning: String?

  /// Judges the points of a file.
  ///
  /// - Parameters:
  ///   - stored: The points as the file has them.
  ///   - unit: The unit that they are in.
  ///   - path: The file, for messages.
  /// - Throws: `PointCloudError` when no point is valid or most lie beyond any reach.
  init(_ stored: StoredCloud, unit: LengthUnit, path: String) throws(PointCloudError) {
    cloud = OrganizedCloud(xyz: stored.points, unit: unit)
    try cloud.checkPlausible(xyz: stored.points, unit: unit, path: path)
    try cloud.checkHasPoints(path: path)
    colors = stored.colors
    summary = Self.summary(of: cloud)
    warning = UnitRule.doubt(about: GeometryMeasurement(stored: cloud.points, unit: .metre))
  }

  /// Writes the XYZ TIFF that every command reads: metres, (0, 0, 0) where there is no point.
  public func write(to path: String) throws(ImageFileError) {
    try TIFFFile.writeXYZ(cloud.points, to: path)
  }

  private static func summary(of cloud: OrganizedCloud) -> String {
    var low = SIMD3<Float>(repeating: .infinity)
    var high = -low
    for pixel in 0..<cloud.pixelCount {
      guard let point = cloud.point(at: pixel) else { continue }
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let axes = zip(["x", "y", "z"], 0..<3).map { name, axis in
      "\(name) \(millimetres(low[axis]))...\(millimetres(high[axis]))"
    }
    let percent = (Double(cloud.coverage) * 1000).rounded() / 10
    return "\(cloud.width) x \(cloud.height), \(cloud.validCount) points (\(percent) %), "
      + axes.joined(separator: ", ") + " m"
  }

  /// A length in metres, to a tenth of a millimetre.
  private static func millimetres(_ metres: Float) -> String {
    "\((Double(metres) * 10_000).rounded() / 10_000)"
  }
}
