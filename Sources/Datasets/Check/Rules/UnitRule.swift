import PointClouds

/// Coordinates that look like another unit than the one stated.
///
/// A part under a camera lies centimetres to a few metres away and is millimetres to a metre wide.
struct UnitRule: CheckRule {
  /// Farther than this in metres is not a part on a bench: the numbers are millimetres.
  static let farthest: Float = 10

  /// Nearer and narrower than this in metres is nothing that one photographs: the numbers are metres.
  static let nearest: Float = 0.005

  func findings(_ data: CheckedData) -> [CheckFinding] {
    let measured = data.measurements.filter { ($0.geometry?.coverage ?? 0) > 0 }
    let large = measured.filter { $0.extent > Self.farthest }
    let small = measured.filter { $0.extent < Self.nearest }
    return [
      finding(large, of: measured.count, data, looksLike: "millimetres", advice: advice(.millimetre, data)),
      finding(small, of: measured.count, data, looksLike: "metres", advice: advice(.metre, data)),
    ].compactMap { $0 }
  }

  /// Says why coordinates in metres look wrong for a part; nil when they do not.
  static func doubt(about geometry: GeometryMeasurement) -> String? {
    let place =
      "\(rounded(geometry.typicalDepth)) m away and \(rounded(geometry.typicalWidth)) m wide"
    let extent = max(geometry.typicalDepth, geometry.typicalWidth)
    if extent > farthest { return "the part would be \(place): is the file in millimetres (--unit mm)?" }
    if extent < nearest { return "the part would be \(place): is the file in metres (--unit m)?" }
    return nil
  }

  private func finding(
    _ odd: [SampleMeasurement], of total: Int, _ data: CheckedData, looksLike unit: String, advice: String
  ) -> CheckFinding? {
    guard let first = odd.first else { return nil }
    let stated = data.dataset.options.unit == .metre ? "metres" : "millimetres"
    return CheckFinding(
      .unit, .error,
      "\(odd.count) of \(Counted(total, "cloud")) \(agree(odd.count, "looks", "look")) like \(unit), not "
        + "\(stated): read as \(stated), the first lies \(Self.rounded(first.geometry?.typicalDepth)) m away "
        + "and is \(Self.rounded(first.geometry?.typicalWidth)) m wide.",
      files: odd.map { data.short($0.sample.geometry.path) },
      remedy: odd.count == total ? advice : "Bring all clouds to one unit.")
  }

  private func advice(_ unit: LengthUnit, _ data: CheckedData) -> String {
    data.dataset.options.unit == unit
      ? "Check the scale that the clouds were exported with." : "Say --unit \(unit.rawValue)."
  }

  /// Three significant digits or so, without any trap for huge values.
  private static func rounded(_ value: Float?) -> String {
    guard let value, value.isFinite, abs(value) < 1e9 else { return "very many" }
    if value >= 10 { return "\(Int(value.rounded()))" }
    return "\((Double(value) * 10_000).rounded() / 10_000)"
  }
}

extension SampleMeasurement {
  /// The larger of distance and width in metres.
  fileprivate var extent: Float { max(geometry?.typicalDepth ?? 0, geometry?.typicalWidth ?? 0) }
}
