import Foundation
import ImageFiles
import PointClouds
import TensorFiles
import Tensors

/// Makes organised clouds of depth images.
///
/// Depth is z, the distance along the optical axis, not the length of the ray.
public struct DepthConversion: Sendable {
  /// The endings of file names that are read.
  public static let endings = ["png", "tif", "tiff", "npy"]

  /// The camera that took the depth images.
  public var camera: DepthCamera

  /// The size of its images, if it is known; others are refused.
  public var size: PixelSize?

  /// What stored numbers stand for; nil takes floats for metres and refuses whole numbers.
  public var scale: DepthScale?

  /// Stored numbers that mean no measurement, beside those that are not finite or not above 0 metres.
  public var invalid: [Float]

  /// A conversion for one camera.
  public init(camera: DepthCamera, size: PixelSize? = nil, scale: DepthScale? = nil, invalid: [Float] = []) {
    self.camera = camera
    self.size = size
    self.scale = scale
    self.invalid = invalid
  }

  /// Reads a depth image and gives its cloud.
  ///
  /// - Parameter path: A grey PNG of 16 bits, a TIFF of one channel (float or uint16), or a NumPy array.
  /// - Returns: The cloud, and what to say about it.
  /// - Throws: `ImageFileError` or `TensorFileError` when the file cannot be read, `DatasetError` when it does not fit
  ///   the camera or needs a scale, `PointCloudError` when nothing of it can be a part.
  public func convert(_ path: String) throws -> ConvertedCloud {
    let (stored, isWhole) = try Self.read(path)
    try check(stored, path: path)
    let scale = try scale(forWhole: isWhole, path: path)
    let depths = stored.elements.map { value in
      value.isFinite && !invalid.contains(value) ? scale.metres(value) : 0
    }
    let points = camera.points(depth: Tensor(shape: stored.shape, elements: depths))
    return try ConvertedCloud(StoredCloud(points: points), unit: .metre, path: path)
  }

  private func scale(forWhole isWhole: Bool, path: String) throws(DatasetError) -> DepthScale {
    if case .range = scale, !isWhole {
      throw .badDepth(path: path, expected: "whole numbers of 16 bits for a range", found: "floats")
    }
    if let scale { return scale }
    guard !isWhole else {
      throw .badDepth(
        path: path, expected: "a scale for whole numbers: --scale METRES, --unit mm or --range MIN,MAX",
        found: "none")
    }
    return .metresPerUnit(1)
  }

  private func check(_ stored: Tensor, path: String) throws(DatasetError) {
    guard let size, size != PixelSize(stored) else { return }
    throw .badDepth(
      path: path, expected: "a depth image \(size), as the camera has it", found: "one \(PixelSize(stored))")
  }

  /// The stored numbers, `[height, width]`, and whether they are whole.
  private static func read(_ path: String) throws -> (stored: Tensor, isWhole: Bool) {
    switch (path as NSString).pathExtension.lowercased() {
    case "png":
      let size = try PNGFile.readSize(path)
      guard size.channels == 1, size.sampleType == "uint16" else {
        throw DatasetError.badDepth(path: path, expected: "a grey PNG of 16 bits", found: "\(size)")
      }
      let image = try PNGFile.readGray(path)
      return (Tensor(shape: [image.height, image.width], elements: image.samples.map { Float($0) }), true)
    case "tif", "tiff":
      let image = try TIFFFile.readDepth(path)
      return (image.map, image.isWhole)
    case "npy":
      let array = try NumPyFile.read(path, elementLimit: ImageLimits.pixels)
      let shape = array.tensor.shape
      guard shape.count == 2 || (shape.count == 3 && shape[2] == 1) else {
        throw DatasetError.badDepth(path: path, expected: "an array [height, width]", found: "\(shape)")
      }
      return (array.tensor.reshaped(to: Array(shape.prefix(2))), array.isWhole)
    default:
      throw DatasetError.badDepth(
        path: path, expected: "a file that ends in .png, .tiff or .npy", found: "another ending")
    }
  }
}
