import ImageFiles

/// The mask files that say which pixels of a frame are inspected: inside a region of interest, and not ignored.
public struct InspectionMasks: Sendable, Equatable {
  /// The path of a PNG whose pixels above 0 are inspected; all are when nil.
  public var roi: String?

  /// The path of a PNG whose pixels above 0 are not inspected; none are left out when nil.
  public var ignore: String?

  /// Some mask files.
  public init(roi: String? = nil, ignore: String? = nil) {
    self.roi = roi
    self.ignore = ignore
  }

  /// No mask file.
  public static let none = InspectionMasks()

  /// The files that are named.
  public var files: [String] { [roi, ignore].compactMap { $0 } }

  /// Reads the masks.
  ///
  /// - Returns: The size of the frame and whether each pixel is inspected, row by row; nil without a mask file.
  /// - Throws: `DatasetError` when a file cannot be read or the two differ in size.
  public func read() throws(DatasetError) -> (size: PixelSize, isInspected: [Bool])? {
    let inside = try roi.map { path throws(DatasetError) in try MaskImage(reading: path) }
    let ignored = try ignore.map { path throws(DatasetError) in try MaskImage(reading: path) }
    if let inside, let ignored, inside.size != ignored.size {
      throw .maskMismatch(
        mask: ignore ?? "", maskSize: ignored.size, rgb: roi ?? "", rgbSize: inside.size)
    }
    guard let size = inside?.size ?? ignored?.size else { return nil }
    let all = [Bool](repeating: true, count: size.count)
    let none = [Bool](repeating: false, count: size.count)
    return (size, zip(inside?.isDefect ?? all, ignored?.isDefect ?? none).map { $0 && !$1 })
  }

  /// Reads the masks of an image.
  ///
  /// - Throws: `DatasetError` when a file cannot be read or has another size than the image.
  func read(for rgb: String, size: PixelSize) throws(DatasetError) -> [Bool]? {
    guard let mask = try read() else { return nil }
    guard mask.size == size else {
      throw .maskMismatch(mask: roi ?? ignore ?? "", maskSize: mask.size, rgb: rgb, rgbSize: size)
    }
    return mask.isInspected
  }
}
