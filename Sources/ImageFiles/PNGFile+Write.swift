import CImageFiles
import Tensors

extension PNGFile {
  /// Writes a colour image with 8 bits per channel, replacing the file as a whole.
  ///
  /// - Parameters:
  ///   - image: `[height, width, 3]`; 0...1 becomes 0...255, rounded. What lies outside is clamped, NaN is 0.
  ///   - path: Where to write.
  /// - Throws: `ImageFileError.file`.
  public static func writeRGB(_ image: Tensor, to path: String) throws(ImageFileError) {
    precondition(image.shape.count == 3 && image.shape[2] == 3, "a colour image of shape \(image.shape)")
    let samples = quantised(image.elements)
    try write(
      samples, width: image.shape[1], height: image.shape[0], bitDepth: 8, channels: 3, to: path)
  }

  /// Writes grey samples with the bits that the image has, replacing the file as a whole.
  ///
  /// - Throws: `ImageFileError.file`.
  public static func writeGray(_ image: GrayImage, to path: String) throws(ImageFileError) {
    let bytes =
      image.bitDepth == 16
      ? image.samples.withUnsafeBytes { Array($0) } : image.samples.map { UInt8(truncatingIfNeeded: $0) }
    try write(
      bytes, width: image.width, height: image.height, bitDepth: image.bitDepth, channels: 1, to: path)
  }

  private static func write(
    _ rows: [UInt8], width: Int, height: Int, bitDepth: Int, channels: Int, to path: String
  ) throws(ImageFileError) {
    precondition(
      (1...ImageLimits.side).contains(width) && (1...ImageLimits.side).contains(height),
      "a PNG of \(width) x \(height)")
    let sink = ByteSink()
    var message = [CChar](repeating: 0, count: Int(ASSAY_PNG_MESSAGE_SIZE))
    let isEncoded = rows.withUnsafeBufferPointer { buffer in
      let image = assay_png_image(
        rows: buffer.baseAddress, row_bytes: buffer.count / height, width: UInt32(width),
        height: UInt32(height), bit_depth: Int32(bitDepth), channels: Int32(channels))
      let context = Unmanaged.passUnretained(sink).toOpaque()
      return assay_png_encode(image, ByteSink.append, context, &message)
    }
    guard isEncoded else { throw .file(.unwritable(path: path, reason: text(of: message))) }
    try replaceFile(path, with: sink.bytes)
  }
}
