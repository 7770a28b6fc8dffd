import Files
import Tensors

extension TIFFFile {
  /// Writes an XYZ image as 3 x float32, bit for bit and replacing the file as a whole.
  ///
  /// - Parameters:
  ///   - image: `[height, width, 3]`, any values.
  ///   - path: Where to write.
  /// - Throws: `ImageFileError.file`.
  public static func writeXYZ(_ image: Tensor, to path: String) throws(ImageFileError) {
    precondition(image.shape.count == 3 && image.shape[2] == 3, "an XYZ image of shape \(image.shape)")
    try write(image, channels: 3, to: path)
  }

  /// Writes a map as 1 x float32, bit for bit and replacing the file as a whole.
  ///
  /// - Parameters:
  ///   - map: `[height, width]`, any values.
  ///   - path: Where to write.
  /// - Throws: `ImageFileError.file`.
  public static func writeMap(_ map: Tensor, to path: String) throws(ImageFileError) {
    precondition(map.shape.count == 2, "a map of shape \(map.shape)")
    try write(map, channels: 1, to: path)
  }

  private static func write(_ image: Tensor, channels: Int, to path: String) throws(ImageFileError) {
    precondition(image.count > 0 && image.count < 1 << 28, "a TIFF of shape \(image.shape)")
    let encoder = TIFFEncoder(height: image.shape[0], width: image.shape[1], channels: channels)
    try replaceFile(path, with: encoder.encode(image.elements))
  }
}

/// Writes a file as a whole; see `AtomicFile`.
func replaceFile(_ path: String, with content: [UInt8]) throws(ImageFileError) {
  do throws(FileError) {
    try AtomicFile.write(content, to: path)
  } catch {
    throw .file(error)
  }
}
