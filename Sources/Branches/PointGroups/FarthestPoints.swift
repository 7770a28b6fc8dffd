/// Picks points that cover a part evenly: each one is the farthest from those before it (Eldar 1997).
enum FarthestPoints {
  /// Lanes that are worked on together.
  private typealias Lanes = SIMD8<Float>

  /// The positions of `count` points, or of all when there are fewer; the first is point 0.
  ///
  /// Of equally far points the one with the lowest position is taken.
  static func sample(_ count: Int, of points: PointSet) -> [Int] {
    guard count < points.count else { return Array(0..<points.count) }
    let planes = [points.x, points.y, points.z].map(Self.lanes)
    var squares = [Lanes](repeating: Lanes(repeating: .infinity), count: planes[0].count)
    // Lanes beyond the last point are never farthest.
    for lane in points.count..<squares.count * Lanes.scalarCount {
      squares[lane / Lanes.scalarCount][lane % Lanes.scalarCount] = -1
    }
    var taken = [0]
    while taken.count < count {
      taken.append(lower(&squares, planes, to: points.point(taken[taken.count - 1])))
    }
    return taken
  }

  /// Lowers squared distances to those from `center`, and returns the first position of the largest.
  private static func lower(_ squares: inout [Lanes], _ planes: [[Lanes]], to center: SIMD3<Float>) -> Int {
    var largest = Lanes(repeating: -1)
    for index in squares.indices {
      let x = planes[0][index] - center.x
      let y = planes[1][index] - center.y
      let z = planes[2][index] - center.z
      let distance = x * x + y * y + z * z
      let lowered = squares[index].replacing(with: distance, where: distance .< squares[index])
      squares[index] = lowered
      largest = largest.replacing(with: lowered, where: lowered .> largest)
    }
    let farthest = largest.max()
    let found = squares.firstIndex { any($0 .== farthest) } ?? 0
    let lane = (0..<Lanes.scalarCount).first { squares[found][$0] == farthest } ?? 0
    return found * Lanes.scalarCount + lane
  }

  private static func lanes(_ values: [Float]) -> [Lanes] {
    stride(from: 0, to: values.count, by: Lanes.scalarCount).map { start in
      var lanes = Lanes()
      for lane in 0..<min(Lanes.scalarCount, values.count - start) { lanes[lane] = values[start + lane] }
      return lanes
    }
  }
}
