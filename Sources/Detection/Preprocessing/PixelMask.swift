/// Which pixels of a frame are inspected; patches elsewhere take part in nothing.
///
/// A product has one for all frames of its camera, a part may have one of its own; both together are their
/// intersection. A mask never changes what a branch sees: it chooses among the patches.
public struct PixelMask: Sendable, Equatable {
  /// The rows of the frame.
  public let height: Int

  /// The columns of the frame.
  public let width: Int

  /// Whether each pixel is inspected, row by row.
  public let isInspected: [Bool]

  /// A mask of `height * width` pixels.
  public init(height: Int, width: Int, isInspected: [Bool]) {
    precondition(
      height > 0 && width > 0 && isInspected.count == height * width,
      "a mask of \(height) x \(width) cannot hold \(isInspected.count) pixels")
    self.height = height
    self.width = width
    self.isInspected = isInspected
  }

  /// The pixels that both inspect; masks of equal size.
  public func intersection(_ other: PixelMask?) -> PixelMask {
    guard let other else { return self }
    precondition(other.height == height && other.width == width, "masks of different frames")
    return PixelMask(
      height: height, width: width, isInspected: zip(isInspected, other.isInspected).map { $0 && $1 })
  }

  /// The share of pixels that are inspected, in 0...1.
  public var share: Double { Double(isInspected.count { $0 }) / Double(isInspected.count) }

  /// A map of the frame with zero where nothing is inspected.
  func applied(to elements: [Float]) -> [Float] {
    zip(elements, isInspected).map { $1 ? $0 : 0 }
  }
}

extension PixelMask: Codable {
  private enum CodingKeys: CodingKey {
    case height, width, runs
  }

  /// The most changes between inspected and not that are stored: masks are drawn, not noise.
  static let runLimit = 1_000_000

  /// The lengths of runs of equal pixels, row by row, the first of them not inspected.
  package var runs: [Int] {
    var runs: [Int] = []
    var current = false
    var length = 0
    for pixel in isInspected {
      if pixel != current {
        runs.append(length)
        (current, length) = (pixel, 0)
      }
      length += 1
    }
    return runs + [length]
  }

  /// The mask of runs; nil when they do not fill a frame of a sensible size.
  package init?(height: Int, width: Int, runs: [Int]) {
    let (count, isHuge) = height.multipliedReportingOverflow(by: width)
    guard height > 0, width > 0, !isHuge, count <= 1 << 26, runs.count <= Self.runLimit else { return nil }
    var isInspected: [Bool] = []
    isInspected.reserveCapacity(count)
    for (index, run) in runs.enumerated() {
      guard run >= 0, run <= count - isInspected.count else { return nil }
      isInspected.append(contentsOf: repeatElement(index % 2 == 1, count: run))
    }
    guard isInspected.count == count else { return nil }
    self.init(height: height, width: width, isInspected: isInspected)
  }

  /// Writes height, width and the runs as one line of numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(height, forKey: .height)
    try container.encode(width, forKey: .width)
    try container.encode(runs.map(String.init).joined(separator: " "), forKey: .runs)
  }

  /// Reads what `encode(to:)` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let words = try container.decode(String.self, forKey: .runs).split(separator: " ")
    let runs = words.compactMap { Int($0) }
    let height = try container.decode(Int.self, forKey: .height)
    let width = try container.decode(Int.self, forKey: .width)
    guard runs.count == words.count, let mask = PixelMask(height: height, width: width, runs: runs) else {
      throw DecodingError.dataCorruptedError(
        forKey: .runs, in: container, debugDescription: "the runs do not fill \(width) x \(height) pixels")
    }
    self = mask
  }
}
