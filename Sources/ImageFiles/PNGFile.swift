import Tensors

/// Reads and writes PNG images.
///
/// Alpha is dropped, not composited: the colour that the camera stored is what counts, a background would have
/// to be invented, and it is what other tools of the field do. Gamma and colour profiles are ignored, because
/// an image is compared with images from the same camera. Of an animation the still image is read.
public enum PNGFile {
  /// Reads any PNG as colour.
  ///
  /// A sample `v` of `b` bits becomes `v / (2^b - 1)`, so 16 bits keep their precision. Grey fills all three
  /// channels; a palette is looked up.
  ///
  /// - Returns: `[height, width, 3]`, each in 0...1.
  public static func readRGB(_ path: String) throws(ImageFileError) -> Tensor {
    let decoder = try PNGDecoder(path)
    let header = decoder.header
    var pixels = [Float](repeating: 0, count: header.height * header.width * 3)
    try pixels.withUnsafeMutableBufferPointer { (buffer) throws(ImageFileError) in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      // The rows go to the end of the memory for the result, and are spread out from its front.
      let rows = raw.count - buffer.count * decoder.sampleBytes
      guard let base = raw.baseAddress else { return }
      try decoder.decode(channels: 3, into: base + rows)
      expandToUnit(buffer, rowLength: header.width * 3, sampleBytes: decoder.sampleBytes)
    }
    return Tensor(shape: [header.height, header.width, 3], elements: pixels)
  }

  /// Reads the stored integers of a PNG: a mask, or a depth image of 16 bits.
  ///
  /// Grey samples come as stored. Of a colour or palette image comes the largest channel, so that a pixel is
  /// zero only where all channels are.
  public static func readGray(_ path: String) throws(ImageFileError) -> GrayImage {
    let decoder = try PNGDecoder(path)
    let header = decoder.header
    let channels = header.isColor ? 3 : 1
    var rows = [UInt8](
      repeating: 0, count: header.height * header.width * channels * decoder.sampleBytes)
    try rows.withUnsafeMutableBufferPointer { (buffer) throws(ImageFileError) in
      guard let base = buffer.baseAddress else { return }
      try decoder.decode(channels: channels, into: base)
    }
    return GrayImage(
      height: header.height, width: header.width,
      bitDepth: header.colorType == .palette ? 8 : header.bitDepth,
      samples: largestSamples(of: rows, channels: channels, sampleBytes: decoder.sampleBytes))
  }

  /// Reads only the header.
  public static func readSize(_ path: String) throws(ImageFileError) -> ImageSize {
    try PNGHeader(OpenSource(path)).size
  }
}
