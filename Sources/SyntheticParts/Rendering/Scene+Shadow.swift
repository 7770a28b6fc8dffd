extension Scene {
  /// How much of a lamp a point sees, 0...1, with a soft edge as wide as the lamp.
  ///
  /// Sphere tracing that keeps the narrowest passage (Quilez, "Soft shadows"); wide lamps need fewer steps.
  func lampVisibility(_ origin: Vector3, _ direction: Vector3, spread: Float) -> Float {
    let bounds = shape.bounds
    let penumbra = 1.4 * spread * (bounds.high.z - bounds.low.z)
    guard let (entry, exit) = bounds.grown(by: penumbra).interval(origin, direction) else { return 1 }
    var seen: Float = 1
    var travelled = max(entry, 0.4)
    for _ in 0..<(spread > 0.3 ? 12 : 22) {
      if travelled > exit { break }
      let distance = shape.coarseDistance(origin + direction * travelled)
      seen = min(seen, 0.5 + 0.5 * distance / (spread * travelled))
      if seen <= 0 { return 0 }
      travelled += max(distance * 0.9, (0.35 + 0.02 * travelled) * (spread > 0.3 ? 2 : 1))
    }
    return seen * seen * (3 - 2 * seen)
  }

  /// How much of the sky a point sees, 0...1, from distances at four heights above it (Evans 2006).
  func skyVisibility(_ p: Vector3, _ normal: Vector3) -> Float {
    var hidden: Float = 0
    var weight: Float = 0.42
    var height: Float = 0.8
    for _ in 0..<4 {
      let q = p + normal * height
      let distance = min(shape.coarseDistance(q), tableDistance(q))
      hidden += weight * max(height - max(distance, 0), 0) / height
      height *= 2.5
      weight *= 0.8
    }
    return max(1 - hidden, 0.04)
  }

  /// The sky that a point of the table sees; 1 far from the part.
  func tableSkyVisibility(_ p: Vector3) -> Float {
    let bounds = shape.bounds
    let x = max(bounds.low.x - p.x, p.x - bounds.high.x)
    let y = max(bounds.low.y - p.y, p.y - bounds.high.y)
    guard max(x, y) < 16 else { return 1 }
    return skyVisibility(p, tableNormal)
  }

  /// Whether the straight line from a point to the projector is free.
  func isSeenByProjector(_ p: Vector3, _ normal: Vector3) -> Bool {
    let start = p + normal * 0.25
    let direction = (projector - start).normalized
    guard let (_, exit) = shape.bounds.interval(start, direction) else { return true }
    var travelled: Float = 0.2
    for _ in 0..<40 {
      if travelled > exit { return true }
      let distance = shape.coarseDistance(start + direction * travelled)
      if distance < 0 { return false }
      travelled += max(distance * 0.9, 0.15)
    }
    return true
  }
}
