import Tensors

/// One part as an implicit surface, in millimetres, in a frame whose plane `z = 0` is the table.
protocol PartShape: Sendable {
  /// A box that holds the part.
  var bounds: Bounds { get }

  /// What a distance must be multiplied with to be a safe step; 1 for exact distances.
  var stepScale: Float { get }

  /// The signed distance to the surface, negative inside.
  func distance(_ p: Vector3) -> Float

  /// The signed distance without fine texture, for shadows; the same as `distance` unless a part says otherwise.
  func coarseDistance(_ p: Vector3) -> Float

  /// The material at a point of the surface.
  func material(_ p: Vector3, normal: Vector3) -> Material
}

extension PartShape {
  @inline(__always)
  func coarseDistance(_ p: Vector3) -> Float { distance(p) }
}

/// A product: what all good parts of one family and seed have in common.
protocol PartDesign: Sendable {
  associatedtype Shape: PartShape

  /// The width of the table that the image shows, in millimetres.
  var fieldWidth: Float { get }

  /// The tables that the product may lie on: those it stands out from.
  var tables: [TableSurface.Kind] { get }

  /// How far parts are turned on the table, in radians to either side.
  var turnRange: Float { get }

  /// Draws a product.
  init(_ random: inout RandomStream)

  /// Draws one good part of the product, with its natural variation.
  func part(_ random: inout RandomStream) -> Shape
}

/// An axis-aligned box.
struct Bounds: Sendable {
  let low: Vector3
  let high: Vector3

  /// The box around an upright solid of a radius, standing on the table.
  static func upright(radius: Float, height: Float) -> Bounds {
    Bounds(low: Vector3(-radius, -radius, 0), high: Vector3(radius, radius, height))
  }

  /// The box that stands on the table around the origin.
  static func standing(_ halfX: Float, _ halfY: Float, height: Float) -> Bounds {
    Bounds(low: Vector3(-halfX, -halfY, 0), high: Vector3(halfX, halfY, height))
  }

  /// The box grown by `margin` on every side.
  func grown(by margin: Float) -> Bounds {
    Bounds(low: low - Vector3(repeating: margin), high: high + Vector3(repeating: margin))
  }

  /// The stretch of a ray inside the box, or nil when it misses.
  @inline(__always)
  func interval(_ origin: Vector3, _ direction: Vector3) -> (entry: Float, exit: Float)? {
    let (x0, x1) = Self.slab(low.x, high.x, origin.x, direction.x)
    let (y0, y1) = Self.slab(low.y, high.y, origin.y, direction.y)
    let (z0, z1) = Self.slab(low.z, high.z, origin.z, direction.z)
    let entry = max(max(x0, y0), max(z0, 0))
    let exit = min(x1, min(y1, z1))
    return entry < exit ? (entry, exit) : nil
  }

  @inline(__always)
  private static func slab(_ low: Float, _ high: Float, _ origin: Float, _ direction: Float) -> (Float, Float)
  {
    let inverse = 1 / (abs(direction) < 1e-9 ? 1e-9 : direction)
    let a = (low - origin) * inverse
    let b = (high - origin) * inverse
    return (min(a, b), max(a, b))
  }
}
