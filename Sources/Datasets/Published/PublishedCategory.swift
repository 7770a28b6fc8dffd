/// What is published about one category of a data set.
public struct PublishedCategory: Sendable, Equatable, Codable {
  /// The name of the category's folder.
  public let name: String

  /// The number of good parts to learn from.
  public let train: Int

  /// The number of good parts to calibrate on.
  public let validation: Int

  /// The number of good test parts.
  public let goodTest: Int

  /// The number of defective test parts.
  public let defectiveTest: Int

  /// The height of all images in pixels.
  public let height: Int

  /// The width of all images in pixels.
  public let width: Int

  /// The height and width of all images.
  public var size: PixelSize { PixelSize(height: height, width: width) }

  /// The names in the manifest files.
  enum CodingKeys: String, CodingKey {
    case name
    case train
    case validation
    case goodTest = "test_good"
    case defectiveTest = "test_defective"
    case height
    case width
  }

  init(
    _ name: String, train: Int, validation: Int, test: (good: Int, defective: Int), size: (Int, Int)
  ) {
    self.name = name
    self.train = train
    self.validation = validation
    goodTest = test.good
    defectiveTest = test.defective
    height = size.0
    width = size.1
  }
}
