/// What the header of an image says.
public struct ImageSize: Sendable, Equatable, CustomStringConvertible {
  /// The number of rows.
  public let height: Int

  /// The number of columns.
  public let width: Int

  /// The number of channels as stored: 1 for a palette, with alpha 2 or 4.
  public let channels: Int

  /// The kind of sample in words: "uint8", "float32", "palette 4-bit".
  public let sampleType: String

  /// For messages: "800 x 600, 3 x float32", width first.
  public var description: String { "\(width) x \(height), \(channels) x \(sampleType)" }
}
