/// Masks that are missing, or do not say what the folder says.
struct MaskRule: CheckRule {
  /// A defect that covers more than this share of an image is probably a mask with its sides swapped.
  static let mostly = 0.9

  func findings(_ data: CheckedData) -> [CheckFinding] {
    let defective = data.measurements.filter { !$0.sample.isGood }
    let missing = defective.filter { $0.sample.mask == nil }
    let empty = defective.filter { $0.markedShare == 0 }
    let marked = data.measurements.filter { $0.sample.isGood && ($0.markedShare ?? 0) > 0 }
    let full = defective.filter { ($0.markedShare ?? 0) > Self.mostly }
    return [
      finding(
        missing, data, .warning, \.sample.rgb, "defective part has", "defective parts have", "no mask",
        "Without masks only image scores can be evaluated."),
      finding(
        empty, data, .error, \.maskPath, "mask of a defective part marks", "masks of defective parts mark",
        "nothing", "Draw the defect, or move the part to good."),
      finding(
        marked, data, .error, \.maskPath, "mask of a good part marks", "masks of good parts mark",
        "a defect", "Move the part to the folder of its defect, or clear the mask."),
      finding(
        full, data, .warning, \.maskPath, "mask marks", "masks mark", "more than 90 % of the image",
        "Check that defects are white and all else black."),
    ].compactMap { $0 }
  }

  private func finding(
    _ found: [SampleMeasurement], _ data: CheckedData, _ severity: CheckFinding.Severity,
    _ path: (SampleMeasurement) -> String, _ singular: String, _ plural: String, _ what: String,
    _ remedy: String
  ) -> CheckFinding? {
    guard !found.isEmpty else { return nil }
    return CheckFinding(
      .masks, severity, "\(Counted(found.count, singular, plural)) \(what).",
      files: found.map { data.short(path($0)) }, remedy: remedy)
  }
}

extension SampleMeasurement {
  fileprivate var maskPath: String { sample.mask ?? sample.rgb }
}
