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

  /// Calls `body` with each query that has a point and its neighbours, in parallel, group of blocks by group.
  func forEachQuery(
    of batches: QueryBatches, on pool: WorkerPool, _ body: @escaping @Sendable (Int, FoundNeighbors) -> Void
  ) {
    let perGroup = PointBlocks.blocksPerGroup
    pool.forEach(neighbors.blocks.groupCount) { group in
      guard batches.starts[group * perGroup] < batches.starts[(group + 1) * perGroup] else { return }
      let task = NeighborTask(self)
      for block in group * perGroup..<(group + 1) * perGroup {
        task.search(batches.positions[batches.starts[block]..<batches.starts[block + 1]], of: batches, body)
      }
    }
  }
}
