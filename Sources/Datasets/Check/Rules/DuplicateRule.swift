import Files

/// The same picture, or the same cloud, under two names.
///
/// Decoded pixels are compared by SHA-256, so a file that was only compressed anew counts as the same. Sensors have
/// noise: no two recordings are equal to the last bit. A part that shares both files with another is a copy of it; one
/// that shares a single file has got a file that belongs to the other.
struct DuplicateRule: CheckRule {
  func findings(_ data: CheckedData) -> [CheckFinding] {
    let images = groups(data) { $0.isConstantImage ? nil : $0.imageDigest }
    let clouds = groups(data) { ($0.geometry?.coverage ?? 0) > 0 ? $0.geometryDigest : nil }
      .map { $0.distinct(by: \.imageDigest) }
    let apart = images.filter { !$0.isLeak }
    return [
      finding(.leakedImages, images.filter(\.isLeak), data) { $0.filter { $0.split == .test } },
      finding(.copies, apart.flatMap { $0.equal(by: \.geometryDigest) }, data) { Array($0.dropFirst()) },
      finding(.reusedImages, apart.map { $0.distinct(by: \.geometryDigest) }, data) {
        Array($0.dropFirst())
      },
      finding(.leakedClouds, clouds.filter(\.isLeak), data) { $0.filter { $0.split == .test } },
      finding(.reusedClouds, clouds.filter { !$0.isLeak }, data) { Array($0.dropFirst()) },
    ].compactMap { $0 }
  }

  private func groups(
    _ data: CheckedData, by key: (SampleMeasurement) -> [UInt8]?
  ) -> [DuplicateGroup] {
    var groups: [[UInt8]: [SampleMeasurement]] = [:]
    for measurement in data.measurements {
      guard let digest = key(measurement) else { continue }
      groups[digest, default: []].append(measurement)
    }
    return groups.values.filter { $0.count > 1 }.map(DuplicateGroup.init)
      .sorted { $0.names.lexicographicallyPrecedes($1.names) }
  }

  private func finding(
    _ kind: DuplicateKind, _ groups: [DuplicateGroup], _ data: CheckedData,
    extra: ([DatasetSample]) -> [DatasetSample]
  ) -> CheckFinding? {
    let groups = groups.map(\.samples).filter { $0.count > 1 }
    let count = groups.reduce(0) { $0 + extra($1).count }
    guard let first = groups.first, count > 0 else { return nil }
    let pair = first.prefix(1) + extra(first).prefix(1)
    let example = pair.map { DisplayPath(data.short(kind.path($0))).description }.joined(separator: " and ")
    return CheckFinding(
      .duplicates, kind.severity,
      "\(Counted(count, kind.singular, kind.plural))\(kind.predicate); the first: \(example).",
      files: groups.joined().map { data.short(kind.path($0)) }, count: count, remedy: kind.remedy)
  }
}

/// Parts that have a file in common, in the order of the data set.
private struct DuplicateGroup {
  let members: [SampleMeasurement]

  var samples: [DatasetSample] { members.map(\.sample) }
  var names: [String] { samples.map(\.name) }

  /// Whether a part to measure on is also one to learn from or to calibrate on.
  var isLeak: Bool {
    samples.contains { $0.split == .test } && samples.contains { $0.split != .test }
  }

  /// The first part of each other file.
  func distinct(by digest: (SampleMeasurement) -> [UInt8]?) -> DuplicateGroup {
    var known: Set<[UInt8]?> = []
    return DuplicateGroup(members: members.filter { known.insert(digest($0)).inserted })
  }

  /// The parts whose other files are equal, too, a group for each.
  func equal(by digest: (SampleMeasurement) -> [UInt8]?) -> [DuplicateGroup] {
    Dictionary(grouping: members, by: digest).values.map(DuplicateGroup.init)
      .sorted { $0.names.lexicographicallyPrecedes($1.names) }
  }
}

/// What is said about parts that have a file in common.
private struct DuplicateKind {
  let severity: CheckFinding.Severity
  let singular: String
  let plural: String
  let predicate: String
  let remedy: String
  let path: @Sendable (DatasetSample) -> String

  static let leakedImages = DuplicateKind(
    severity: .error, singular: "image of the test split is", plural: "images of the test split are",
    predicate: " also in training or validation",
    remedy: "Remove them from one side, or the results mean nothing.", path: \.rgb)

  static let copies = DuplicateKind(
    severity: .warning, singular: "part has", plural: "parts have",
    predicate: " both the image and the cloud of another",
    remedy: "Keep one of each; a copy tells nothing new about how parts vary.", path: \.rgb)

  static let reusedImages = DuplicateKind(
    severity: .warning, singular: "part has", plural: "parts have",
    predicate: " the image of another part with another cloud",
    remedy: "Image and cloud do not belong together there: give each part the image of its own scan.",
    path: \.rgb)

  static let leakedClouds = DuplicateKind(
    severity: .error, singular: "cloud of the test split is", plural: "clouds of the test split are",
    predicate: " also in training or validation, with another image",
    remedy: "Give each part the cloud of its own scan, or the results mean nothing.", path: \.geometry.path)

  static let reusedClouds = DuplicateKind(
    severity: .warning, singular: "part has", plural: "parts have",
    predicate: " the cloud of another part with another image",
    remedy: "Image and cloud do not belong together there: give each part the cloud of its own scan.",
    path: \.geometry.path)
}
