/// What the readers accept at most; checked before memory is taken.
///
/// The numbers leave room over every sensor in use (MVTec 3D-AD: 800 x 800) and keep what one reader holds,
/// the file and its decoded image, under 256 MB whatever the file says.
public enum ImageLimits {
  /// The size of a file, in bytes.
  public static let fileBytes = 96 << 20

  /// The width and the height of an image, in pixels.
  public static let side = 16_384

  /// The pixels of a colour image, a mask or a one-channel map: 4096 x 3072.
  public static let pixels = 12 << 20

  /// The points of an XYZ image: 3072 x 2048.
  public static let points = 6 << 20

  /// The decoded size of a TIFF strip or tile that is not decoded in place, in bytes.
  public static let chunkBytes = 64 << 20

  /// The tags in a TIFF directory.
  public static let directoryTags = 256
}
