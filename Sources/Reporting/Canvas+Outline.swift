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
    for pixel in distance.pixels(within: max(inner - seam, 0.5)...outer + seam)
    where isInked(pixel, distance.width, style.dash) {
      blend(Style.seam, opacity: 0.4, column: pixel % distance.width, row: pixel / distance.width)
    }
    for pixel in distance.pixels(within: inner...outer) where isInked(pixel, distance.width, style.dash) {
      blend(style.color, column: pixel % distance.width, row: pixel / distance.width)
    }
  }

  /// A checkerboard cuts lines of any direction into dashes.
  private func isInked(_ pixel: Int, _ width: Int, _ dash: Int?) -> Bool {
    guard let dash else { return true }
    return (pixel / width / dash + pixel % width / dash) % 2 == 0
  }
}
