import Foundation
import ImageFiles
import PointClouds
import TensorFiles
import Tensors

/// Makes organised clouds of the files of other programs.
public struct CloudConversion: Sendable {
  /// The endings of file names that are read.
  public static let endings = CloudFile.endings + ["npy"]

  /// The unit that files are in.
  public var unit: LengthUnit

  /// The grid of files that do not state it.
  public var size: GridSize?

  /// A conversion.
  public init(unit: LengthUnit = .metre, size: GridSize? = nil) {
    self.unit = unit
    self.size = size
  }

  /// Reads a cloud.
  ///
  /// - Parameter path: A PLY or PCD file with a grid, or a NumPy array `[height, width, 3]`.
  /// - Returns: The cloud, and what to say about it.
  /// - Throws: `CloudFileError` or `TensorFileError` when the file cannot be read, `PointCloudError` when nothing of it
  ///   can be a part.
  public func convert(_ path: String) throws -> ConvertedCloud {
    try ConvertedCloud(Self.read(path, size: size), unit: unit, path: path)
  }

  private static func read(_ path: String, size: GridSize?) throws -> StoredCloud {
    guard (path as NSString).pathExtension.lowercased() == "npy" else {
      return try CloudFile.read(path, size: size)
    }
    let array = try NumPyFile.read(path, elementLimit: 3 * ImageLimits.points).tensor
    guard array.shape.count == 3, array.shape[2] == 3 else {
      throw DatasetError.badDepth(
        path: path, expected: "an array [height, width, 3] of x, y, z", found: "\(array.shape)")
    }
    return StoredCloud(points: array)
  }
}
