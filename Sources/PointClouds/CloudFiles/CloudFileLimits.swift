/// What the readers of clouds accept at most; checked before memory is taken.
///
/// They leave room over every sensor in use and keep what one reader holds, the file and its points, under a gigabyte.
public enum CloudFileLimits {
  /// The size of a file, and of what is packed in it, in bytes: 5 million points as text.
  public static let fileBytes = 256 << 20

  /// The points of a grid: 3072 x 2048.
  public static let points = 6 << 20

  /// The width and the height of a grid.
  public static let side = 16_384

  /// The length of a header, in bytes.
  static let headerBytes = 64 << 10

  /// The fields of a point, or the properties of an element.
  static let fields = 256
}
