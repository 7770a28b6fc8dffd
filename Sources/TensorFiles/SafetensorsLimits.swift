/// What a reader accepts at most; checked before memory is taken.
///
/// The defaults hold every network that Assay knows with room to spare and refuse files that were made to
/// cost memory or time.
public struct SafetensorsLimits: Sendable, Equatable {
  /// The size of the file, in bytes.
  public var fileBytes = 2 << 30

  /// The size of the header, in bytes; the format itself allows 100,000,000.
  public var headerBytes = 1 << 20

  /// The number of tensors.
  public var tensors = 16_384

  /// The number of axes of a tensor.
  public var axes = 8

  /// The length of a tensor's name, in bytes of UTF-8.
  public var nameBytes = 512

  /// The number of metadata entries.
  public var metadataEntries = 1_024

  /// The default limits.
  public init() {}
}
