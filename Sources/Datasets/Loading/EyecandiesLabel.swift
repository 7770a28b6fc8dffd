/// What the `metadata.yaml` of an Eyecandies part says.
struct EyecandiesLabel: Equatable {
  /// Whether the part is defective.
  let isAnomalous: Bool

  /// Reads a label; nil when the file cannot be read or does not say `anomalous: 0` or `1`.
  init?(path: String) {
    guard let node = try? YAMLFile.read(path)["anomalous"] else { return nil }
    if let flag = node.bool {
      isAnomalous = flag
    } else if let number = node.int {
      isAnomalous = number != 0
    } else {
      return nil
    }
  }
}
