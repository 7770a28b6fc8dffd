/// The ground truth of one image: which pixels are defective.
public struct DefectMask: Sendable, Equatable {
  /// Rows of pixels.
  public let height: Int

  /// Columns of pixels.
  public let width: Int

  /// Whether each pixel is defective, row-major.
  public let isDefect: [Bool]

  /// Wraps the truth of `height * width` pixels.
  public init(height: Int, width: Int, isDefect: [Bool]) {
    precondition(
      height >= 0 && width >= 0 && isDefect.count == height * width,
      "a mask of \(height) x \(width) cannot hold \(isDefect.count) pixels")
    self.height = height
    self.width = width
    self.isDefect = isDefect
  }

  /// The number of defective pixels.
  public var defectCount: Int {
    isDefect.reduce(0) { $0 + ($1 ? 1 : 0) }
  }
}
