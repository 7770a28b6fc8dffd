import Files
import Foundation
import ImageFiles
import SyntheticParts

/// Writes parts in the arrangement of one layout.
protocol DatasetWriter: Sendable {
  /// Whether the layout stores images under separate lights.
  var needsLightings: Bool { get }

  /// The focal length that readers of the layout assume, as a share of the image's width; nil when the layout stores points.
  var focalRatio: Float? { get }

  /// Writes the files of one part.
  ///
  /// - Parameters:
  ///   - sample: The part.
  ///   - place: Where it belongs.
  ///   - root: The root folder of the data set.
  /// - Throws: `DatasetError` when something cannot be written.
  func write(_ sample: SyntheticSample, at place: SamplePlace, under root: String) throws(DatasetError)
}

extension DatasetWriter {
  var focalRatio: Float? { nil }
}

extension DatasetLayout {
  /// The writer of the layout; nil for `automatic`.
  var writer: (any DatasetWriter)? {
    switch self {
    case .automatic: nil
    case .mvtec3D: MVTec3DWriter()
    case .eyecandies: EyecandiesWriter()
    case .folder: FolderWriter()
    }
  }
}

/// Files of a data set under construction.
enum WrittenFile {
  /// Creates a folder and those above it, and returns its path.
  static func folder(_ path: String) throws(DatasetError) -> String {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(
        path: path, reason: (error as NSError).localizedFailureReason ?? "check its permissions")
    }
    return path
  }

  /// Runs an image writer.
  static func image(_ write: () throws(ImageFileError) -> Void) throws(DatasetError) {
    do throws(ImageFileError) { try write() } catch { throw .image(error) }
  }

  /// Writes text.
  static func text(_ text: String, to path: String) throws(DatasetError) {
    do throws(FileError) { try AtomicFile.write(text, to: path) } catch { throw .file(error) }
  }

  /// Writes a mask: 255 on the defect, 0 elsewhere.
  static func mask(_ mask: [Bool], of sample: SyntheticSample, to path: String) throws(DatasetError) {
    let size = PixelSize(sample.rgb)
    let image = GrayImage(
      height: size.height, width: size.width, bitDepth: 8, samples: mask.map { $0 ? 255 : 0 })
    try self.image { () throws(ImageFileError) in try PNGFile.writeGray(image, to: path) }
  }
}
