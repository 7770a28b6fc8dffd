import ImageFiles

/// A defect mask: which pixels show a defect.
///
/// Any value above 0 in any channel marks a defect; different values may number different defects.
public struct MaskImage: Sendable, Equatable {
  /// The height and width.
  public let size: PixelSize

  /// For each pixel, row-major, whether it shows a defect.
  public let isDefect: [Bool]

  /// Reads a grey or colour PNG.
  public init(reading path: String) throws(DatasetError) {
    let image = try ImageAccess.read { () throws(ImageFileError) in try PNGFile.readGray(path) }
    size = PixelSize(height: image.height, width: image.width)
    isDefect = image.isMarked
  }

  /// Whether a mask marks nothing; nil when it cannot be read.
  static func isEmpty(_ path: String) -> Bool? {
    guard let mask = try? MaskImage(reading: path) else { return nil }
    return !mask.isDefect.contains(true)
  }
}
