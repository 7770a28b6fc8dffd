import Tensors

/// A first-in first-out memory of features of good parts, as they were when they entered (`M^L` and `M^G`).
package struct FeatureMemory: Sendable, Equatable {
  /// The features, `[capacity, features]`; zero where nothing has entered yet.
  private(set) var rows: Tensor

  /// The sample that each row comes from; -1 where nothing has entered yet.
  private(set) var owners: [Int32]

  /// The row that the next feature replaces.
  private(set) var next = 0

  /// An empty memory.
  init(capacity: Int, features: Int) {
    rows = Tensor(shape: [capacity, features])
    owners = [Int32](repeating: -1, count: capacity)
  }

  /// A memory as it was.
  package init(rows: Tensor, owners: [Int32], next: Int) {
    self.rows = rows
    self.owners = owners
    self.next = next
  }

  /// Whether every row holds a feature.
  var isFull: Bool { !owners.contains(-1) }

  /// Takes in features in the place of the oldest.
  mutating func append(_ features: Tensor, owner: Int32) {
    let width = rows.rowCount
    precondition(features.rowCount == width, "features \(features.shape) in a memory \(rows.shape)")
    guard !owners.isEmpty else { return }
    for row in 0..<features.rows {
      let target = next * width
      rows.withUnsafeMutableElements { elements in
        for (column, value) in features.row(row).enumerated() { elements[target + column] = value }
      }
      owners[next] = owner
      next = (next + 1) % owners.count
    }
  }
}
