import ImageFiles
import PointClouds
import Tensors

/// One part in memory: an image and an organised cloud of the same view and size.
public struct SamplePair: Sendable {
  /// The image `[height, width, 3]`, 0...1.
  public let rgb: Tensor

  /// The cloud `[height, width, 3]` in metres, with its valid points.
  public let cloud: OrganizedCloud

  /// For each pixel, row-major, whether it shows a defect; nil when there is no mask.
  public let mask: [Bool]?

  /// For each pixel, row-major, whether it is inspected; nil when all are.
  public let inspected: [Bool]?

  /// The height and width of image, cloud and mask.
  public var size: PixelSize { PixelSize(rgb) }

  /// Reads the files of a part and checks that they belong together.
  ///
  /// - Parameters:
  ///   - sample: The part.
  ///   - unit: The unit of an XYZ file; depth files are in metres always.
  /// - Throws: `DatasetError` when a file cannot be read or the sizes differ.
  public init(reading sample: DatasetSample, unit: LengthUnit = .metre) throws(DatasetError) {
    switch sample.geometry {
    case .xyz(let path):
      try self.init(rgb: sample.rgb, xyz: path, mask: sample.mask, masks: sample.masks, unit: unit)
    case .depth(let path, let range):
      try self.init(rgb: sample.rgb, depth: path, range: range, mask: sample.mask, masks: sample.masks)
    }
  }

  /// Reads an image and an XYZ file.
  ///
  /// - Parameters:
  ///   - rgb: The path of a PNG.
  ///   - xyz: The path of a TIFF of 3 floats per pixel.
  ///   - mask: The path of a PNG, or nil.
  ///   - masks: The masks of inspected pixels.
  ///   - unit: The unit of the XYZ file.
  /// - Throws: `DatasetError` when a file cannot be read, the sizes differ, or the cloud is in another unit.
  public init(
    rgb: String, xyz: String, mask: String? = nil, masks: InspectionMasks = .none,
    unit: LengthUnit = .metre
  ) throws(DatasetError) {
    let image = try ImageAccess.read { () throws(ImageFileError) in try PNGFile.readRGB(rgb) }
    let points = try ImageAccess.read { () throws(ImageFileError) in try TIFFFile.readXYZ(xyz) }
    try Self.requireEqual(image, at: rgb, points, at: xyz)
    self.rgb = image
    cloud = try Self.cloud(points, unit: unit, path: xyz)
    self.mask = try Self.mask(mask, of: image, at: rgb)
    inspected = try masks.read(for: rgb, size: PixelSize(image))
  }

  /// Reads an image and a 16-bit depth PNG as Eyecandies stores it.
  ///
  /// - Parameters:
  ///   - rgb: The path of a PNG.
  ///   - depth: The path of a 16-bit grey PNG.
  ///   - range: The path of the YAML file that names the depths of its smallest and largest value.
  ///   - camera: The camera; nil for that of Eyecandies at the size of the depth image.
  ///   - mask: The path of a PNG, or nil.
  ///   - masks: The masks of inspected pixels.
  /// - Throws: `DatasetError` when a file cannot be read or the sizes differ.
  public init(
    rgb: String, depth: String, range: String, camera: DepthCamera? = nil, mask: String? = nil,
    masks: InspectionMasks = .none
  ) throws(DatasetError) {
    let image = try ImageAccess.read { () throws(ImageFileError) in try PNGFile.readRGB(rgb) }
    let map = try DepthImage.read(depth, range: DepthRange(reading: range))
    try Self.requireEqual(image, at: rgb, map, at: depth)
    let camera = camera ?? .eyecandies(PixelSize(map))
    self.rgb = image
    cloud = OrganizedCloud(xyz: camera.points(depth: map))
    self.mask = try Self.mask(mask, of: image, at: rgb)
    inspected = try masks.read(for: rgb, size: PixelSize(image))
  }

  /// Refuses a pair whose cloud has no valid point: it can be answered, but nothing can be learned from or measured on it.
  ///
  /// - Parameter path: The file of the cloud, for the message.
  /// - Throws: `DatasetError.cloud`.
  public func requirePoints(from path: String) throws(DatasetError) {
    do throws(PointCloudError) {
      try cloud.checkHasPoints(path: path)
    } catch {
      throw .cloud(error)
    }
  }

  private static func cloud(_ xyz: Tensor, unit: LengthUnit, path: String) throws(DatasetError)
    -> OrganizedCloud
  {
    let cloud = OrganizedCloud(xyz: xyz, unit: unit)
    do throws(PointCloudError) {
      try cloud.checkPlausible(xyz: xyz, unit: unit, path: path)
    } catch {
      throw .cloud(error)
    }
    return cloud
  }

  private static func requireEqual(
    _ image: Tensor, at rgb: String, _ geometry: Tensor, at path: String
  ) throws(DatasetError) {
    let (found, other) = (PixelSize(image), PixelSize(geometry))
    guard found == other else {
      throw .pairMismatch(rgb: rgb, rgbSize: found, geometry: path, geometrySize: other)
    }
  }

  private static func mask(
    _ path: String?, of image: Tensor, at rgb: String
  ) throws(DatasetError) -> [Bool]? {
    guard let path else { return nil }
    let mask = try MaskImage(reading: path)
    guard mask.size == PixelSize(image) else {
      throw .maskMismatch(mask: path, maskSize: mask.size, rgb: rgb, rgbSize: PixelSize(image))
    }
    return mask.isDefect
  }
}
