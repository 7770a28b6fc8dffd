import Tensors

/// Reads and writes TIFF images of floats: XYZ images and one-channel maps; of depth images 16-bit integers too.
///
/// Strips or tiles, channels together or in planes, either byte order, BigTIFF; compression none, LZW,
/// Deflate, ZSTD, LZMA and PackBits with any predictor. Everything else is refused by name, and so are files
/// of several pages. Orientation and colour tags are ignored.
///
/// Without compression a changed sample cannot be told from a measured one. Of single changed bits in a
/// Deflate strip libtiff 4.5 refuses 86 %; the rest make the stream longer, where it does not look at the
/// checksum, and are read as other values, the same in every run.
public enum TIFFFile {
  /// Reads an XYZ image as stored: no unit is converted, and points that are not finite stay.
  ///
  /// - Returns: `[height, width, 3]`; 64-bit floats are rounded to 32 bits.
  public static func readXYZ(_ path: String) throws(ImageFileError) -> Tensor {
    try read(path, channels: 3, pixels: ImageLimits.points)
  }

  /// Reads a map or a depth image of one channel.
  ///
  /// - Returns: `[height, width]`; 64-bit floats are rounded to 32 bits.
  public static func readMap(_ path: String) throws(ImageFileError) -> Tensor {
    let map = try read(path, channels: 1, pixels: ImageLimits.pixels)
    return map.reshaped(to: Array(map.shape.prefix(2)))
  }

  /// Reads a depth image of one channel of floats or of whole numbers of 16 bits.
  ///
  /// - Returns: `[height, width]` as stored, and whether the samples are whole numbers.
  public static func readDepth(_ path: String) throws(ImageFileError) -> (map: Tensor, isWhole: Bool) {
    let decoder = try TIFFDecoder(
      path, channels: 1, types: floats + ["uint16"], pixels: ImageLimits.pixels)
    let (height, width) = (decoder.layout.height, decoder.layout.width)
    let map = Tensor(shape: [height, width], elements: try decoder.decode())
    return (map, decoder.layout.bitsPerSample == 16)
  }

  private static let floats = ["float32", "float64"]

  /// Reads only the directory.
  public static func readSize(_ path: String) throws(ImageFileError) -> ImageSize {
    let source = try OpenSource(path)
    let size = try TIFFLayout(TIFFDirectory(source)).size
    try source.checkSize(width: size.width, height: size.height, pixels: ImageLimits.pixels)
    return size
  }

  private static func read(_ path: String, channels: Int, pixels: Int) throws(ImageFileError) -> Tensor {
    let decoder = try TIFFDecoder(path, channels: channels, types: floats, pixels: pixels)
    let samples = try decoder.decode()
    return Tensor(shape: [decoder.layout.height, decoder.layout.width, channels], elements: samples)
  }
}
