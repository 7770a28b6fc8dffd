import ImageFiles
import Tensors

/// Depth maps stored as 16-bit grey PNG with a range.
public enum DepthImage {
  /// Reads a depth map.
  ///
  /// - Parameters:
  ///   - path: A grey PNG of 16 bits.
  ///   - range: The depths that its values stand for.
  /// - Returns: `[height, width]`, in metres.
  /// - Throws: `DatasetError` when the file cannot be read or has another depth of samples.
  public static func read(_ path: String, range: DepthRange) throws(DatasetError) -> Tensor {
    let image = try ImageAccess.read { () throws(ImageFileError) in try PNGFile.readGray(path) }
    guard image.bitDepth == 16 else {
      throw .badDepth(path: path, expected: "16 bits per sample", found: "\(image.bitDepth)")
    }
    return Tensor(shape: [image.height, image.width], elements: range.depths(of: image.samples))
  }
}
