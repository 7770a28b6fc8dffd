import Datasets
import Detection
import Files

extension DatasetCategory {
  /// Warns when masks beside the parts say something else than a bundle, whose region is the one that counts.
  ///
  /// - Parameters:
  ///   - region: The inspected pixels of the bundle; nil when all are.
  ///   - console: Where the warning goes.
  /// - Throws: `DatasetError` when a mask cannot be read.
  func warnOfMasks(besides region: PixelMask?, console: Console) throws {
    guard masks != .none, try PixelMask(reading: masks) != region else { return }
    let names = masks.files.map { DisplayPath($0).description }.joined(separator: " and ")
    console.warning("\(name): \(names) not used: the inspected region is that of the bundle")
  }
}
