/// The columns and rows of an organised cloud.
public struct GridSize: Sendable, Equatable, CustomStringConvertible {
  /// The number of columns.
  public let width: Int

  /// The number of rows.
  public let height: Int

  /// A size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The number of pixels; the largest number when it overflows.
  public var count: Int {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    return overflow ? .max : count
  }

  /// Width first: `640 x 480`.
  public var description: String { "\(width) x \(height)" }

  /// Whether it is a grid, and within `CloudFileLimits`.
  var isAllowed: Bool {
    min(width, height) > 0 && max(width, height) <= CloudFileLimits.side && count <= CloudFileLimits.points
  }
}
