import CKernels
import Tensors

/// The neighbours of one point, in memory that is valid during one call.
struct FoundNeighbors {
  let count: Int
  let pixels: UnsafeMutablePointer<Int32>
  let squaredDistances: UnsafeMutablePointer<Float>
}

/// One search over a prepared cloud.
struct NeighborSearch: Sendable {
  let neighbors: GridNeighbors
  let count: Int
  let squaredLimit: Float
  let order: GridNeighbors.Order

  /// - Parameters:
  ///   - neighbors: The cloud.
  ///   - count: The neighbours of each point, itself included; fewer when the cloud has fewer.
  ///   - radius: Only points nearer than this, in metres.
  ///   - order: How to list them.
  init(neighbors: GridNeighbors, count: Int, radius: Float, order: GridNeighbors.Order) {
    precondition(count >= 1 && radius > 0, "cannot look for \(count) neighbours within \(radius) m")
    self.neighbors = neighbors
    self.count = max(1, min(count, neighbors.blocks.count))
    squaredLimit = radius.isFinite ? max(0, (radius * radius).nextDown) : .infinity
    self.order = order
  }

  /// Calls `body` with each query that has a point and its neighbours, in parallel, group of blocks by group.
  func forEachQuery(
    _ queries: [Int], on pool: WorkerPool, _ body: @escaping @Sendable (Int, FoundNeighbors) -> Void
  ) {
    let batches = neighbors.blocks.batches(of: queries)
    let perGroup = PointBlocks.blocksPerGroup
    pool.forEach(neighbors.blocks.groupCount) { group in
      guard batches.starts[group * perGroup] < batches.starts[(group + 1) * perGroup] else { return }
      neighbors.blocks.withAddresses { addresses in
        var task = NeighborTask(self, addresses)
        for block in group * perGroup..<(group + 1) * perGroup {
          task.search(batches.positions[batches.starts[block]..<batches.starts[block + 1]], of: batches, body)
        }
      }
    }
  }
}
