import Networks
import Tensors

/// A first-in first-out memory of features of good parts, as they were when they entered (`M^L` and `M^G`).
package struct FeatureMemory: Sendable, Equatable {
  /// The features, `[capacity, features]`; zero where nothing has entered yet.
  private(set) var rows: Tensor

  /// The sample that each row comes from; -1 where nothing has entered yet.
  private(set) var owners: [Int32]

  /// The row that the next feature replaces.
  private(set) var next = 0

  /// The rows that hold a feature, for the search.
  private var rounded: RoundedRows

  /// An empty memory.
  init(capacity: Int, features: Int) {
    rows = Tensor(shape: [capacity, features])
    owners = [Int32](repeating: -1, count: capacity)
    rounded = RoundedRows(count: capacity, features: features)
  }

  /// A memory as it was.
  package init(rows: Tensor, owners: [Int32], next: Int) {
    self.rows = rows
    self.owners = owners
    self.next = next
    rounded = RoundedRows(count: rows.rows, features: rows.rowCount)
    for row in owners.indices where owners[row] >= 0 { round(row) }
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
        withElements(of: features) { features in
          elements.baseAddress.map { $0 + target }?.update(from: features + row * width, count: width)
        }
      }
      owners[next] = owner
      round(next)
      next = (next + 1) % owners.count
    }
  }

  /// The nearest entry of each feature.
  ///
  /// - Parameters:
  ///   - features: `[features, width]`, sample after sample.
  ///   - samples: Which features belong to which sample.
  ///   - sampleOwners: The owner of each sample; its own entries are left out.
  ///   - pool: The threads to use.
  /// - Returns: One entry for each feature.
  package func nearest(
    to features: Tensor, samples: TokenSamples, sampleOwners: [Int32], on pool: WorkerPool
  ) -> [NearestEntry] {
    guard !owners.isEmpty else { return [NearestEntry](repeating: .none, count: features.rows) }
    let squares = sampleOwners.map { owner in
      rounded.squares(where: { owners[$0] != owner }, among: owners.count)
    }
    let (blocks, width, longest) = (Block.all(of: samples), features.rowCount, rounded.longest)
    return pool.map(blocks.count) { index in
      let block = blocks[index]
      var nearest: [NearestEntry] = []
      withElements(of: features, rows) { features, rows in
        nearest = rounded.nearest(
          to: features + block.features.lowerBound * width, count: block.features.count, rows: rows,
          squares: squares[block.sample], longest: longest, on: pool)
      }
      return nearest
    }.flatMap { $0 }
  }

  private mutating func round(_ row: Int) {
    withElements(of: rows) { rounded.set(row, to: $0 + row * rows.rowCount) }
  }
}

/// The features of one task, all of one sample.
private struct Block: Sendable {
  let features: Range<Int>
  let sample: Int

  /// Features in one task: whole register tiles of the widest kernel.
  private static let size = 56

  static func all(of samples: TokenSamples) -> [Block] {
    samples.ranges.enumerated().flatMap { sample, range in
      stride(from: range.lowerBound, to: range.upperBound, by: size).map { start in
        Block(features: start..<min(start + size, range.upperBound), sample: sample)
      }
    }
  }
}
