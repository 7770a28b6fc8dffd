/// Clouds without points, or with far fewer than they should have.
struct CoverageRule: CheckRule {
  /// Below this share of pixels a cloud says little about the part.
  static let low = 0.05

  func findings(_ data: CheckedData) -> [CheckFinding] {
    [empty(data), sparse(data)].compactMap { $0 } + data.dataset.categories.compactMap { unusual($0, data) }
  }

  private func empty(_ data: CheckedData) -> CheckFinding? {
    let found = data.measurements.filter { $0.geometry?.coverage == 0 }
    guard !found.isEmpty else { return nil }
    return CheckFinding(
      .coverage, .error,
      "\(Counted(found.count, "cloud has", "clouds have")) no valid point at all.",
      files: found.map { data.short($0.sample.geometry.path) },
      remedy: "Export these clouds again; (0, 0, 0) and NaN mean that there is no point.")
  }

  private func sparse(_ data: CheckedData) -> CheckFinding? {
    let found = data.measurements.filter { ($0.geometry?.coverage).map { $0 > 0 && $0 < Self.low } ?? false }
    guard !found.isEmpty else { return nil }
    return CheckFinding(
      .coverage, .warning,
      "\(Counted(found.count, "cloud has", "clouds have")) points at less than 5 % of the pixels.",
      files: found.map { data.short($0.sample.geometry.path) },
      remedy: "Look at exposure and distance of the scanner.")
  }

  /// Clouds with less than half of the points that are usual for the product.
  private func unusual(_ category: DatasetCategory, _ data: CheckedData) -> CheckFinding? {
    let measured = data.measurements(of: category).filter { ($0.geometry?.coverage ?? 0) >= Self.low }
    let coverages = measured.compactMap { $0.geometry?.coverage }.sorted()
    guard !coverages.isEmpty else { return nil }
    let usual = coverages[coverages.count / 2]
    let found = measured.filter { ($0.geometry?.coverage ?? 0) < usual / 2 }
    guard !found.isEmpty else { return nil }
    return CheckFinding(
      .coverage, .warning,
      "\(Counted(found.count, "cloud", "clouds")) of \(category.title) \(agree(found.count, "has", "have")) "
        + "less than half of the usual points (\(Int((usual * 100).rounded())) % of the pixels).",
      files: found.map { data.short($0.sample.geometry.path) },
      remedy: "Look at these scans before you learn from them.")
  }
}
