import Files
import ImageFiles
import PointClouds

/// Why a data set or one of its parts cannot be used.
public enum DatasetError: Error, Equatable, CustomStringConvertible {
  /// Nothing exists at the path.
  case missingRoot(path: String)

  /// The path names something other than a folder.
  case notAFolder(path: String)

  /// The folder may not be read.
  case unreadableRoot(path: String)

  /// The folder holds more files than any data set of its kind.
  case tooManyFiles(path: String, limit: Int)

  /// No layout fits the folders found.
  case unrecognisedLayout(path: String, found: [String])

  /// Folders of more than one layout lie side by side.
  case ambiguousLayout(path: String, layouts: [DatasetLayout])

  /// No category of the layout asked for was found.
  case noCategory(path: String, layout: DatasetLayout, found: [String])

  /// A plain folder holds no image with a cloud of the same name.
  case noPair(path: String, found: [String])

  /// There is no category of this name.
  case unknownCategory(name: String, known: [String])

  /// The image and the cloud differ in height or width.
  case pairMismatch(rgb: String, rgbSize: PixelSize, geometry: String, geometrySize: PixelSize)

  /// The mask and the image differ in height or width.
  case maskMismatch(mask: String, maskSize: PixelSize, rgb: String, rgbSize: PixelSize)

  /// The depth PNG does not hold what the layout promises.
  case badDepth(path: String, expected: String, found: String)

  /// A YAML file of the layout cannot be understood.
  case badYAML(path: String, expected: String, found: String)

  /// An image file cannot be read.
  case image(ImageFileError)

  /// A cloud has no point to work with, or is in another unit.
  case cloud(PointCloudError)

  /// A file cannot be read or written.
  case file(FileError)

  /// A folder cannot be created.
  case cannotCreate(path: String, reason: String)

  /// One line: the file, what was expected, what was found, what to do.
  public var description: String {
    switch self {
    case .missingRoot(let path):
      "\(DisplayPath(path)): no such folder"
    case .notAFolder(let path):
      "\(DisplayPath(path)): expected the folder of a data set, found something else"
    case .unreadableRoot(let path):
      "\(DisplayPath(path)): the folder may not be read; check its permissions"
    case .tooManyFiles(let path, let limit):
      "\(DisplayPath(path)): expected at most \(limit) files and folders, found more; "
        + "name the folder of the data set itself"
    case .unrecognisedLayout(let path, let found):
      "\(DisplayPath(path)): expected the folders of MVTec 3D-AD, of Eyecandies, or a folder named good; "
        + "found \(Self.list(found)); name the root of the data set, or see how-to/use-your-own-parts"
    case .ambiguousLayout(let path, let layouts):
      "\(DisplayPath(path)): expected one layout, found folders of "
        + layouts.map(\.rawValue).joined(separator: " and ") + "; choose with --layout"
    case .noCategory(let path, let layout, let found):
      "\(DisplayPath(path)): expected categories in layout \(layout.rawValue), found \(Self.list(found)); "
        + "try --layout auto"
    case .noPair(let path, let found):
      "\(DisplayPath(path)): expected a data set, or images and clouds of the same names (NAME.png and "
        + "NAME.tiff, or rgb/NAME.png and xyz/NAME.tiff); found \(Self.list(found))"
    case .unknownCategory(let name, let known):
      "category \(DisplayPath(name)): expected one of \(Self.list(known))"
    case .pairMismatch(let rgb, let rgbSize, let geometry, let geometrySize):
      "\(DisplayPath(rgb)): the image is \(rgbSize) and its geometry \(DisplayPath(geometry)) is "
        + "\(geometrySize); expected the same height and width"
        + (rgbSize == geometrySize.transposed ? "; one of them lies on its side" : "")
    case .maskMismatch(let mask, let maskSize, let rgb, let rgbSize):
      "\(DisplayPath(mask)): the mask is \(maskSize) and its image \(DisplayPath(rgb)) is \(rgbSize); "
        + "expected the same height and width"
    case .badDepth(let path, let expected, let found), .badYAML(let path, let expected, let found):
      "\(DisplayPath(path)): expected \(expected), found \(found)"
    case .image(let error):
      error.description
    case .cloud(let error):
      error.description
    case .file(let error):
      error.description
    case .cannotCreate(let path, let reason):
      "\(DisplayPath(path)): the folder cannot be created: \(reason)"
    }
  }

  /// At most eight names, printable.
  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "nothing" }
    let shown = names.prefix(8).map { DisplayPath($0, limit: 60).description }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
