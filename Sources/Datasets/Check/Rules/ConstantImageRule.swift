/// Images in which nothing can be seen.
struct ConstantImageRule: CheckRule {
  func findings(_ data: CheckedData) -> [CheckFinding] {
    let found = data.measurements.filter(\.isConstantImage)
    guard !found.isEmpty else { return [] }
    return [
      CheckFinding(
        .constantImage, .error, "\(Counted(found.count, "image has", "images have")) one colour only.",
        files: found.map { data.short($0.sample.rgb) }, remedy: "Take these images again.")
    ]
  }
}
