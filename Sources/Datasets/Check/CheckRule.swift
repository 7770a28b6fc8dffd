/// One question that a check asks of a data set.
protocol CheckRule: Sendable {
  /// The answers; none when all is well.
  func findings(_ data: CheckedData) -> [CheckFinding]
}

/// A data set and what its files hold.
struct CheckedData {
  /// The data set.
  let dataset: Dataset

  /// One measurement for each part, in the order of the data set.
  let measurements: [SampleMeasurement]

  /// The measurements of one category.
  func measurements(of category: DatasetCategory) -> [SampleMeasurement] {
    measurements.filter { $0.sample.category == category.name }
  }

  /// A path relative to the root when it lies under it; findings make it printable.
  func short(_ path: String) -> String {
    let root = dataset.root.hasSuffix("/") ? dataset.root : dataset.root + "/"
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  }
}
