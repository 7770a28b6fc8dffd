/// The defects of one mask: groups of defective pixels that touch, corners included (8-connected).
package struct ConnectedComponents {
  /// The component of each pixel, row-major, numbered from 0 in reading order; -1 where there is no defect.
  package private(set) var labels: [Int32]

  /// The number of pixels of each component.
  package private(set) var sizes: [Int] = []

  /// Labels a mask in two scans: provisional labels that are joined where they meet, then final ones.
  package init(of mask: DefectMask) {
    labels = [Int32](repeating: -1, count: mask.isDefect.count)
    var parents: [Int32] = []
    for row in 0..<mask.height {
      for column in 0..<mask.width where mask.isDefect[row * mask.width + column] {
        label(row, column, of: mask, joining: &parents)
      }
    }
    renumber(parents)
  }

  private mutating func label(
    _ row: Int, _ column: Int, of mask: DefectMask, joining parents: inout [Int32]
  ) {
    var own: Int32 = -1
    for (rowStep, columnStep) in [(0, -1), (-1, -1), (-1, 0), (-1, 1)] {
      let (otherRow, otherColumn) = (row + rowStep, column + columnStep)
      guard otherRow >= 0, otherColumn >= 0, otherColumn < mask.width else { continue }
      let other = labels[otherRow * mask.width + otherColumn]
      guard other >= 0 else { continue }
      own = own < 0 ? other : Self.join(own, other, in: &parents)
    }
    if own < 0 {
      own = Int32(parents.count)
      parents.append(own)
    }
    labels[row * mask.width + column] = own
  }

  private mutating func renumber(_ parents: [Int32]) {
    var roots = parents
    for label in roots.indices { roots[label] = roots[Int(roots[label])] }  // parents come before children
    var finals = [Int32](repeating: -1, count: roots.count)
    for pixel in labels.indices where labels[pixel] >= 0 {
      let root = Int(roots[Int(labels[pixel])])
      if finals[root] < 0 {
        finals[root] = Int32(sizes.count)
        sizes.append(0)
      }
      labels[pixel] = finals[root]
      sizes[Int(finals[root])] += 1
    }
  }

  /// Joins two trees under the smaller root, which it returns.
  private static func join(_ first: Int32, _ second: Int32, in parents: inout [Int32]) -> Int32 {
    let (a, b) = (root(of: first, in: &parents), root(of: second, in: &parents))
    parents[Int(max(a, b))] = min(a, b)
    return min(a, b)
  }

  /// Follows a label to its root and halves the way on going.
  private static func root(of label: Int32, in parents: inout [Int32]) -> Int32 {
    var label = label
    while parents[Int(label)] != label {
      parents[Int(label)] = parents[Int(parents[Int(label)])]
      label = parents[Int(label)]
    }
    return label
  }
}
