import Evaluation
import Tensors

/// How far each pixel lies from a set of pixels, for drawing lines around the set.
///
/// Distances are octagonal (3-4 chamfer, Borgefors 1986): within a few per cent of the true ones at the widths
/// of lines, in two scans.
package struct OutsideDistance {
  package let width: Int
  package let height: Int

  /// Three times the distance in pixels; 0 inside the set.
  private var thirds: [UInt16]

  /// The distance from the pixels of a map that reach a level.
  package init(from map: Tensor, atLeast level: Float) {
    self.init(width: map.shape[1], height: map.shape[0], isInside: map.elements.map { $0 >= level })
  }

  /// The distance from the defects of a ground truth, each pixel of it enlarged to a square.
  package init(from mask: DefectMask, enlarged factor: Int) {
    let width = mask.width * factor
    let isInside = (0..<mask.height * factor).flatMap { row in
      (0..<width).map { mask.isDefect[row / factor * mask.width + $0 / factor] }
    }
    self.init(width: width, height: mask.height * factor, isInside: isInside)
  }

  private init(width: Int, height: Int, isInside: [Bool]) {
    self.width = width
    self.height = height
    thirds = isInside.map { $0 ? 0 : Self.farthest }
    for row in 0..<height {
      for column in 0..<width { relax(row, column, step: -1) }
    }
    for row in (0..<height).reversed() {
      for column in (0..<width).reversed() { relax(row, column, step: 1) }
    }
  }

  /// The pixels whose distance lies in `range`.
  package func pixels(within range: ClosedRange<Float>) -> [Int] {
    let (low, high) = (UInt16((range.lowerBound * 3).rounded(.up)), UInt16(range.upperBound * 3))
    return thirds.indices.filter { thirds[$0] >= low && thirds[$0] <= high }
  }

  private static let farthest: UInt16 = 30_000

  /// Takes over a shorter way through the neighbours that the scan has passed.
  private mutating func relax(_ row: Int, _ column: Int, step: Int) {
    let pixel = row * width + column
    guard thirds[pixel] > 0 else { return }
    var best = thirds[pixel]
    if (0..<width).contains(column + step) { best = min(best, thirds[pixel + step] + 3) }
    if (0..<height).contains(row + step) {
      let beside = pixel + step * width
      best = min(best, thirds[beside] + 3)
      if column > 0 { best = min(best, thirds[beside - 1] + 4) }
      if column + 1 < width { best = min(best, thirds[beside + 1] + 4) }
    }
    thirds[pixel] = best
  }
}
