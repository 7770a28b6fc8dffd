/// Products whose parts were taken at several sizes.
struct SizeRule: CheckRule {
  func findings(_ data: CheckedData) -> [CheckFinding] {
    data.dataset.categories.compactMap { category in
      let measured = data.measurements(of: category).filter { $0.size != nil }
      let groups = Dictionary(grouping: measured) { $0.size.map { [$0.height, $0.width] } ?? [] }
      guard groups.count > 1 else { return nil }
      let order = groups.values.sorted { ($1.count, $1[0].sample.name) < ($0.count, $0[0].sample.name) }
      let rare = order.dropFirst().flatMap { $0 }
      let common = order.first?.first?.size?.description ?? ""
      return CheckFinding(
        .productSize, .warning,
        "\(Counted(rare.count, "part", "parts")) of \(category.title) "
          + "\(agree(rare.count, "has", "have")) another size than most, which are \(common).",
        files: rare.map { data.short($0.sample.rgb) },
        remedy: "Take all parts of a product with the same camera settings.")
    }
  }
}
