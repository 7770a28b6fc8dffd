/// Names, counts and sizes that differ from the published data set of the same layout.
struct PublishedSetRule: CheckRule {
  func findings(_ data: CheckedData) -> [CheckFinding] {
    guard let published = PublishedDataset.of(data.dataset.layout) else { return [] }
    return data.dataset.categories.compactMap { category in
      if let known = published.categories.first(where: { $0.name == category.name }) {
        return counts(category, known, published, data)
      }
      return misspelt(category, published)
    }
  }

  /// A name that is a published one but for case, spaces, hyphens and underscores.
  private func misspelt(_ category: DatasetCategory, _ published: PublishedDataset) -> CheckFinding? {
    let name = Self.bare(category.name)
    guard let known = published.categories.first(where: { Self.bare($0.name) == name }) else { return nil }
    return CheckFinding(
      .publishedSet, .warning,
      "The category \(category.title) is called \(known.name) in \(published.name).", files: [category.name],
      remedy: "Rename the folder, or results will not be found under the published name.")
  }

  private static func bare(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Looks only at images of the published size, so that own parts with a published name are left in peace.
  private func counts(
    _ category: DatasetCategory, _ known: PublishedCategory, _ published: PublishedDataset,
    _ data: CheckedData
  ) -> CheckFinding? {
    let sizes = data.measurements(of: category).compactMap(\.size)
    guard let size = sizes.first, [size, size.transposed].contains(known.size) else { return nil }
    let summary = CategorySummary(category)
    let found = [summary.train, summary.validation, summary.goodTest, summary.defectiveTest]
    let expected = [known.train, known.validation, known.goodTest, known.defectiveTest]
    guard found != expected else { return nil }
    return CheckFinding(
      .publishedSet, .warning,
      "\(category.title) of \(published.name) has \(Self.words(expected)); found \(Self.words(found)).",
      files: [category.name], remedy: "Unpack the data set again, or do not compare with published results.")
  }

  private static func words(_ counts: [Int]) -> String {
    "\(counts[0]) train, \(counts[1]) validation, \(counts[2]) good and \(counts[3]) defective test parts"
  }
}
