import CImageFiles
import Tensors

/// Writes colour pictures as baseline JPEG by libjpeg, to be embedded where size matters.
///
/// Colours keep their full size, so that thin coloured lines stay sharp. Equal pictures give equal bytes.
public struct JPEGEncoder: Sendable {
  /// The longest side that libjpeg takes, in pixels.
  public static let largestSide = 65_500

  private let quality: Int

  /// An encoder.
  ///
  /// - Parameter quality: From 1, small, to 100, faithful, on the scale of the Independent JPEG Group.
  public init(quality: Int = 80) {
    precondition((1...100).contains(quality), "a quality of \(quality)")
    self.quality = quality
  }

  /// Encodes a picture.
  ///
  /// - Parameter image: `[height, width, 3]`, sides of 1...`largestSide`; 0...1 is black to white, NaN is black.
  /// - Returns: The content of a `.jpg` file.
  public func encode(_ image: Tensor) -> [UInt8] {
    precondition(image.shape.count == 3 && image.shape[2] == 3, "a colour image of shape \(image.shape)")
    let (height, width) = (image.shape[0], image.shape[1])
    let sides = 1...Self.largestSide
    precondition(sides.contains(height) && sides.contains(width), "a JPEG of \(width) x \(height)")
    let sink = ByteSink()
    var message = [CChar](repeating: 0, count: Int(ASSAY_JPEG_MESSAGE_SIZE))
    let isEncoded = quantised(image.elements).withUnsafeBufferPointer { rows in
      let image = assay_jpeg_image(rows: rows.baseAddress, width: UInt32(width), height: UInt32(height))
      let context = Unmanaged.passUnretained(sink).toOpaque()
      return assay_jpeg_encode(image, Int32(quality), ByteSink.append, context, &message)
    }
    precondition(isEncoded, "libjpeg: \(text(of: message))")
    return sink.bytes
  }
}
