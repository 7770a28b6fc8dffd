import Networks
import Tensors

/// The patches of each sample in clusters; the mean of a cluster is a global feature (an instance) of the sample.
///
/// Both modalities share the clusters, so that instance `k` is the same piece of the part in both. Clusters are
/// found by k-means (Lloyd 1982) on the patches of both modalities side by side.
package struct InstanceClusters: Sendable {
  /// The instances of each sample.
  package let samples: TokenSamples

  /// The patches of each instance, as positions in the batch.
  private let members: [[Int]]

  /// Divides the patches of a batch.
  ///
  /// - Parameters:
  ///   - patches: Both modalities side by side, `[patches, features]`, sample after sample.
  ///   - batch: Which patches belong to which sample.
  ///   - count: Clusters in one sample, at most; 1 for the mean of all patches.
  ///   - rounds: Rounds of k-means at most.
  ///   - random: Where the first centres are drawn from.
  ///   - pool: The threads to use.
  package init(
    of patches: Tensor, samples batch: TokenSamples, count: Int, rounds: Int, random: RandomStream,
    on pool: WorkerPool
  ) {
    let found = pool.map(batch.ranges.count) { sample in
      var stream = random.stream("sample \(sample)")
      return Self.clusters(
        of: patches, batch.ranges[sample], count: count, rounds: rounds, &stream)
    }
    samples = TokenSamples(counts: found.map(\.count))
    members = found.flatMap { $0 }
  }

  /// The global features of one modality, `[instances, features]`.
  package func means(of patches: Tensor) -> Tensor {
    var means = Tensor(shape: [members.count, patches.rowCount])
    for (instance, members) in members.enumerated() {
      let rows = patches.rows(at: members)
      means.add(
        rows, scaledBy: 1 / Float(members.count),
        toRowsAt: [Int](repeating: instance, count: members.count))
    }
    return means
  }

  /// Adds the derivatives with respect to patches of a function of the means, given those with respect to the means.
  package func backward(_ gradient: Tensor, addingTo patchGradient: inout Tensor) {
    for (instance, members) in members.enumerated() {
      let row = gradient.rows(at: [Int](repeating: instance, count: members.count))
      patchGradient.add(row, scaledBy: 1 / Float(members.count), toRowsAt: members)
    }
  }

  /// The members of each cluster of one sample that is not empty.
  private static func clusters(
    of patches: Tensor, _ range: Range<Int>, count: Int, rounds: Int, _ random: inout RandomStream
  ) -> [[Int]] {
    guard count > 1, range.count > count else { return range.isEmpty ? [] : [Array(range)] }
    let queries = patches.rows(at: Array(range))
    var centers = queries.rows(at: random.distinctIndices(count, below: range.count))
    var assignment: [Int] = []
    for _ in 0..<max(rounds, 1) {
      let next = NearestRows(centers).nearest(to: queries)
      if next == assignment { break }
      assignment = next
      move(&centers, to: queries, assignment)
    }
    return (0..<count).map { cluster in
      zip(range, assignment).filter { $1 == cluster }.map(\.0)
    }.filter { !$0.isEmpty }
  }

  /// Moves each centre to the mean of its members; one without members stays.
  private static func move(_ centers: inout Tensor, to queries: Tensor, _ assignment: [Int]) {
    var counts = [Int](repeating: 0, count: centers.rows)
    for cluster in assignment { counts[cluster] += 1 }
    var moved = Tensor(shape: centers.shape)
    for (query, cluster) in assignment.enumerated() {
      moved.add(
        queries.rows(at: [query]), scaledBy: 1 / Float(counts[cluster]), toRowsAt: [cluster])
    }
    for cluster in counts.indices where counts[cluster] == 0 {
      moved.add(centers.rows(at: [cluster]), scaledBy: 1, toRowsAt: [cluster])
    }
    centers = moved
  }
}
