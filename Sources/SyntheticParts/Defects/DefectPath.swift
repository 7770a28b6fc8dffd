import Tensors

/// The course of a scratch, a crack or a fibre: a bent line of short segments in the tangent plane.
struct DefectPath: Sendable {
  private struct Point {
    let x: Float
    let y: Float
  }

  private let points: [Point]
  private let branchEnd: Point

  /// Draws a path through the origin that stays within `halfLength` of it.
  init(halfLength: Float, bend: Float, _ random: inout RandomStream) {
    let count = 9
    var heading = random.uniform(in: -0.3...0.3)
    var curvature = random.uniform(in: -bend...bend) * 0.35
    var points = [Point(x: 0, y: 0)]
    for _ in 1..<count {
      let (sine, cosine) = sineAndCosine(heading)
      let step = 2 * halfLength / Float(count - 1)
      points.append(
        Point(x: points[points.count - 1].x + step * cosine, y: points[points.count - 1].y + step * sine))
      heading += curvature + random.uniform(in: -bend...bend)
      curvature *= 0.9
    }
    let middle = points[count / 2]
    self.points = points.map { Point(x: $0.x - middle.x, y: $0.y - middle.y) }
    let side: Float = random.uniform() < 0.5 ? -1 : 1
    branchEnd = Point(
      x: halfLength * random.uniform(in: 0.15...0.4), y: side * halfLength * random.uniform(in: 0.2...0.45))
  }

  /// The distance across the path and the place along it, 0...1, of the nearest point.
  @inline(__always)
  func distance(_ x: Float, _ y: Float) -> (across: Float, along: Float) {
    var nearest = Float.greatestFiniteMagnitude
    var along: Float = 0
    for place in 0..<points.count - 1 {
      let a = points[place]
      let b = points[place + 1]
      let dx = b.x - a.x
      let dy = b.y - a.y
      let t = clamp(((x - a.x) * dx + (y - a.y) * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
      let across = length(x - a.x - t * dx, y - a.y - t * dy)
      if across < nearest {
        nearest = across
        along = (Float(place) + t) / Float(points.count - 1)
      }
    }
    return (nearest, along)
  }

  /// The distance to a side branch that leaves the middle of the path.
  @inline(__always)
  func branch(_ x: Float, _ y: Float) -> Float {
    Distance.segment(x, y, 0, 0, branchEnd.x, branchEnd.y)
  }

  /// 1 over most of the path, falling to 0 at both ends.
  @inline(__always)
  func taper(_ along: Float) -> Float {
    smoothstep(0, 0.22, along) * smoothstep(1, 0.72, along)
  }
}
