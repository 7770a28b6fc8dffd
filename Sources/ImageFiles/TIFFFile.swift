import Tensors

/// Reads and writes TIFF images of floats: XYZ images and one-channel maps.
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

  /// Reads only the directory.
  public static func readSize(_ path: String) throws(ImageFileError) -> ImageSize {
    let source = try OpenSource(path)
    let size = try TIFFLayout(TIFFDirectory(source)).size
    try source.checkSize(width: size.width, height: size.height, pixels: ImageLimits.pixels)
    return size
  }

  private static func read(_ path: String, channels: Int, pixels: Int) throws(ImageFileError) -> Tensor {
    let decoder = try TIFFDecoder(path, channels: channels, pixels: pixels)
    let samples = try decoder.decode()
    return Tensor(shape: [decoder.layout.height, decoder.layout.width, channels], elements: samples)
  }
}
