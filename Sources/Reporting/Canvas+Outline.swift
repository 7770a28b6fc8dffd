/// How a line around something looks.
struct LineStyle {
  /// The color of the line.
  var color: Color

  /// Its width in pixels.
  var thickness: Int

  /// The pixels left free between the thing and the line.
  var gap = 0

  /// The length of dashes in pixels, or nil for a solid line.
  var dash: Int?
}

extension Canvas {
  /// Draws a line around a set of pixels, with a dark seam that keeps it visible on anything.
  ///
  /// - Parameters:
  ///   - distance: The distance from the set, of the size of the picture.
  ///   - style: The looks of the line.
  mutating func outline(_ distance: OutsideDistance, _ style: LineStyle) {
    let inner = Float(style.gap) + 0.5
    let outer = Float(style.gap + style.thickness) + 0.4
    let seam = Float(style.thickness) / 2
    let seamed = distance.pixels(within: max(inner - seam, 0.5)...outer + seam)
    let gaps = style.dash.map { Self.gaps(in: seamed, width: distance.width, dash: $0) } ?? []
    for pixel in seamed where !gaps.contains(pixel) {
      blend(Style.seam, opacity: 0.55, column: pixel % distance.width, row: pixel / distance.width)
    }
    for pixel in distance.pixels(within: inner...outer) where !gaps.contains(pixel) {
      blend(style.color, column: pixel % distance.width, row: pixel / distance.width)
    }
  }

  /// The pixels between the dashes of a line.
  ///
  /// They are half as long as the dashes, by the number of steps along the line from its first pixel, both ways
  /// around; a line too short for that to look like dashes has none.
  private static func gaps(in line: [Int], width: Int, dash: Int) -> Set<Int> {
    var unseen = Set(line)
    var gaps: Set<Int> = []
    for start in line where unseen.remove(start) != nil {
      var (front, steps) = ([start], 0)
      var gapsOfLine: Set<Int> = []
      while !front.isEmpty {
        if steps % (dash + dash / 2) >= dash { gapsOfLine.formUnion(front) }
        front = front.flatMap { pixel in
          neighbours(of: pixel, width: width).filter { unseen.remove($0) != nil }
        }
        steps += 1
      }
      if steps > 3 * dash { gaps.formUnion(gapsOfLine) }
    }
    return gaps
  }

  /// The eight pixels around one, without those beyond the left and right edge.
  private static func neighbours(of pixel: Int, width: Int) -> [Int] {
    let columns = [-1, 0, 1].filter { (0..<width).contains(pixel % width + $0) }
    return [-width, 0, width].flatMap { row in columns.map { pixel + row + $0 } }
  }
}
