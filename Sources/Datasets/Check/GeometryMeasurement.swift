import PointClouds
import Tensors

/// What a check learns from the coordinates of one part.
struct GeometryMeasurement: Sendable {
  /// The share of pixels that have a point, 0...1.
  let coverage: Double

  /// The typical magnitude of z in metres, as converted from the stated unit; 0 without points.
  let typicalDepth: Float

  /// The typical spread of x and y in metres: from the 5th to the 95th of 100 points; 0 without points.
  let typicalWidth: Float

  /// At most this many points are looked at for what is typical.
  private static let sampleLimit = 20_000

  /// Measures stored coordinates `[height, width, 3]`.
  init(stored: Tensor, unit: LengthUnit) {
    let elements = stored.elements
    var valid: [Int] = []
    for start in stride(from: 0, to: elements.count, by: 3) where Self.isPoint(elements, start) {
      valid.append(start)
    }
    coverage = elements.isEmpty ? 0 : Double(valid.count) * 3 / Double(elements.count)
    let step = max(1, valid.count / Self.sampleLimit)
    let looked = stride(from: 0, to: valid.count, by: step).map { valid[$0] }
    let depths = looked.map { abs(elements[$0 + 2]) }.sorted()
    typicalDepth = depths.isEmpty ? 0 : depths[depths.count / 2] * unit.metres
    let spreads = (0..<2).map { axis in Self.spread(looked.map { elements[$0 + axis] }) }
    typicalWidth = max(spreads[0], spreads[1]) * unit.metres
  }

  /// Whether all three coordinates are finite and not all 0; how far away the point is does not matter here.
  private static func isPoint(_ elements: [Float], _ start: Int) -> Bool {
    let point = SIMD3(elements[start], elements[start + 1], elements[start + 2])
    return point.x.isFinite && point.y.isFinite && point.z.isFinite && point != .zero
  }

  private static func spread(_ values: [Float]) -> Float {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return 0 }
    return sorted[last - last / 20] - sorted[last / 20]
  }
}
