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
  ///   - patches: `[patches, features]` of each modality, sample after sample; they are taken side by side.
  ///   - batch: Which patches belong to which sample.
  ///   - count: Clusters in one sample, at most; 1 for the mean of all patches.
  ///   - rounds: Rounds of k-means at most.
  ///   - random: Where the first centres are drawn from.
  ///   - pool: The threads to use.
  package init(
    of patches: [Tensor], samples batch: TokenSamples, count: Int, rounds: Int, random: RandomStream,
    on pool: WorkerPool
  ) {
    let found = pool.map(batch.ranges.count) { sample -> [[Int]] in
      let range = batch.ranges[sample]
      guard count > 1, range.count > count else { return range.isEmpty ? [] : [Array(range)] }
      var stream = random.stream("sample \(sample)")
      let clusters = SampleClusters(of: patches.map { $0.rows(range) }, count: count, &stream, on: pool)
      return clusters.members(after: max(rounds, 1), on: pool).map { $0.map { $0 + range.lowerBound } }
    }
    samples = TokenSamples(counts: found.map(\.count))
    members = found.flatMap { $0 }
  }

  /// The global features of one modality, `[instances, features]`.
  package func means(of patches: Tensor) -> Tensor {
    var means = Tensor(shape: [members.count, patches.rowCount])
    for (instance, members) in members.enumerated() {
      let factor = 1 / Float(members.count)
      for member in members { means.addRow(member, of: patches, scaledBy: factor, toRow: instance) }
    }
    return means
  }

  /// Adds the derivatives with respect to patches of a function of the means, given those with respect to the means.
  package func backward(_ gradient: Tensor, addingTo patchGradient: inout Tensor) {
    for (instance, members) in members.enumerated() {
      let factor = 1 / Float(members.count)
      for member in members { patchGradient.addRow(instance, of: gradient, scaledBy: factor, toRow: member) }
    }
  }
}

/// K-means on the patches of one sample, on the calling thread.
private struct SampleClusters {
  /// `[patches, features]`.
  private let patches: Tensor
  private let first: Tensor

  init(of modalities: [Tensor], count: Int, _ random: inout RandomStream, on pool: WorkerPool) {
    patches = modalities.dropFirst().reduce(modalities[0]) { $0.joined($1) }
    first = patches.rows(at: random.distinctIndices(count, below: patches.rows))
  }

  /// The members of each cluster that is not empty.
  func members(after rounds: Int, on pool: WorkerPool) -> [[Int]] {
    var centers = first
    var assignment: [Int] = []
    for _ in 0..<rounds {
      let next = assign(to: centers, on: pool)
      if next == assignment { break }
      assignment = next
      move(&centers, assignment)
    }
    return (0..<centers.rows).map { cluster in
      assignment.indices.filter { assignment[$0] == cluster }
    }.filter { !$0.isEmpty }
  }

  private func assign(to centers: Tensor, on pool: WorkerPool) -> [Int] {
    var nearest: [Int] = []
    withElements(of: patches) {
      nearest = NearestRows(centers, on: pool).nearest(to: $0, count: patches.rows, on: pool)
    }
    return nearest
  }

  /// Moves each centre to the mean of its members; one without members stays.
  private func move(_ centers: inout Tensor, _ assignment: [Int]) {
    var counts = [Int](repeating: 0, count: centers.rows)
    for cluster in assignment { counts[cluster] += 1 }
    var moved = Tensor(shape: centers.shape)
    for (patch, cluster) in assignment.enumerated() {
      moved.addRow(patch, of: patches, scaledBy: 1 / Float(counts[cluster]), toRow: cluster)
    }
    for cluster in counts.indices where counts[cluster] == 0 {
      moved.addRow(cluster, of: centers, scaledBy: 1, toRow: cluster)
    }
    centers = moved
  }
}
