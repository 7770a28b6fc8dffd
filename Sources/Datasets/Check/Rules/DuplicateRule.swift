import Files

/// The same picture, or the same cloud, under two names.
///
/// Decoded pixels are compared by SHA-256, so a file that was only compressed anew counts as the same.
struct DuplicateRule: CheckRule {
  func findings(_ data: CheckedData) -> [CheckFinding] {
    let images = groups(data) { $0.isConstantImage ? nil : $0.imageDigest }
    let clouds = groups(data) { ($0.geometry?.coverage ?? 0) > 0 ? $0.geometryDigest : nil }
    let leaks = images.filter(\.isLeak)
    let copies = images.filter { !$0.isLeak }
    let known = Set(images.map(\.names))
    let cloudsAlone = clouds.filter { !known.contains($0.names) }
    return [
      finding(
        leaks, data, .error, "image of the test split is", "images of the test split are", \.rgb,
        " also in training or validation", "Remove them from one side, or the results mean nothing."
      ) {
        $0.filter { $0.split == .test }
      },
      finding(
        copies, data, .warning, "image is", "images are", \.rgb, " the same as another",
        "Keep one of each."
      ) { Array($0.dropFirst()) },
      finding(
        cloudsAlone, data, .warning, "cloud is", "clouds are", \.geometry.path,
        " the same as that of another part with another image", "Export the clouds of these parts again."
      ) {
        Array($0.dropFirst())
      },
    ].compactMap { $0 }
  }

  private func groups(
    _ data: CheckedData, by key: (SampleMeasurement) -> [UInt8]?
  ) -> [DuplicateGroup] {
    var groups: [[UInt8]: [DatasetSample]] = [:]
    for measurement in data.measurements {
      guard let digest = key(measurement) else { continue }
      groups[digest, default: []].append(measurement.sample)
    }
    return groups.values.filter { $0.count > 1 }.map(DuplicateGroup.init)
      .sorted { $0.names.lexicographicallyPrecedes($1.names) }
  }

  private func finding(
    _ groups: [DuplicateGroup], _ data: CheckedData, _ severity: CheckFinding.Severity,
    _ singular: String, _ plural: String, _ path: (DatasetSample) -> String,
    _ predicate: String, _ remedy: String, extra: ([DatasetSample]) -> [DatasetSample]
  ) -> CheckFinding? {
    let count = groups.reduce(0) { $0 + extra($1.samples).count }
    guard let first = groups.first, count > 0 else { return nil }
    let pair = first.samples.prefix(1) + extra(first.samples).prefix(1)
    let example = pair.map { DisplayPath(data.short(path($0))).description }.joined(separator: " and ")
    return CheckFinding(
      .duplicates, severity,
      "\(Counted(count, singular, plural))\(predicate); the first: \(example).",
      files: groups.flatMap(\.samples).map { data.short(path($0)) }, count: count, remedy: remedy)
  }
}

/// Parts that have the same content, in the order of the data set.
private struct DuplicateGroup {
  let samples: [DatasetSample]

  var names: [String] { samples.map(\.name) }

  /// Whether a part to measure on is also one to learn from or to calibrate on.
  var isLeak: Bool {
    samples.contains { $0.split == .test } && samples.contains { $0.split != .test }
  }
}
