/// A signed distance of the plane sampled on a grid, so that an intricate outline costs four reads.
struct ReliefMap: Sendable {
  private let columns: Int
  private let rows: Int
  private let halfWidth: Float
  private let halfHeight: Float
  private let cellsPerUnit: Float
  private let values: [Float]

  /// Samples `outline`, negative inside, over the rectangle around the origin.
  ///
  /// - Parameters:
  ///   - halfWidth: Half the rectangle's width.
  ///   - halfHeight: Half the rectangle's height.
  ///   - cell: The grid's spacing.
  ///   - outline: The signed distance at a point.
  init(halfWidth: Float, halfHeight: Float, cell: Float, outline: (Float, Float) -> Float) {
    columns = Int(2 * halfWidth / cell) + 2
    rows = Int(2 * halfHeight / cell) + 2
    self.halfWidth = halfWidth
    self.halfHeight = halfHeight
    cellsPerUnit = 1 / cell
    var values: [Float] = []
    for row in 0..<rows {
      for column in 0..<columns {
        values.append(outline(Float(column) * cell - halfWidth, Float(row) * cell - halfHeight))
      }
    }
    self.values = values
  }

  /// The sampled distance at a point; a large one outside the rectangle.
  @inline(__always)
  func distance(_ x: Float, _ y: Float) -> Float {
    guard abs(x) < halfWidth, abs(y) < halfHeight else { return 1e3 }
    let column = (x + halfWidth) * cellsPerUnit
    let row = (y + halfHeight) * cellsPerUnit
    let left = Int(column)
    let top = Int(row)
    let first = top &* columns &+ left
    let u = column - Float(left)
    let upper = mix(values[first], values[first &+ 1], u)
    let lower = mix(values[first &+ columns], values[first &+ columns &+ 1], u)
    return mix(upper, lower, row - Float(top))
  }

  /// How much of the outline covers a point, 0...1, with an edge `softness` wide.
  @inline(__always)
  func coverage(_ x: Float, _ y: Float, softness: Float) -> Float {
    smoothstep(softness * 0.5, -softness * 0.5, distance(x, y))
  }
}
