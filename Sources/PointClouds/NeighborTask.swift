import CKernels

/// The memory and the steps of one task of a search.
struct NeighborTask: ~Copyable {
  private let search: NeighborSearch
  private let addresses: BlockAddresses
  private var candidates: CandidatePoints
  private var queries = TaskMemory<Query>(capacity: PointBlocks.blockSide * PointBlocks.blockSide)
  private var nearGroups: TaskMemory<Int32>
  private var nearBlocks = TaskMemory<Int32>(capacity: PointBlocks.blocksPerGroup)
  private var window = TaskMemory<Float>(capacity: 1024)
  private var foundPixels: TaskMemory<Int32>
  private var foundSquares: TaskMemory<Float>
  private var guess: Float

  /// A point whose neighbours are looked for.
  ///
  /// Not private: in debug builds Swift 6.3.1 loses the type of a private struct that the memory of a noncopyable type is
  /// laid out for.
  struct Query {
    let position: Int
    let point: SIMD3<Float>
    let bound: Float
  }

  init(_ search: NeighborSearch, _ addresses: BlockAddresses) {
    self.search = search
    self.addresses = addresses
    candidates = CandidatePoints(wanted: search.count)
    nearGroups = TaskMemory(capacity: search.neighbors.blocks.groupCount)
    foundPixels = TaskMemory(capacity: search.count)
    foundSquares = TaskMemory(capacity: search.count)
    guess = search.neighbors.spacing * search.neighbors.spacing * Float(search.count) / .pi
  }

  /// Finds the neighbours of the queries at some positions, all in one block.
  mutating func search(
    _ positions: ArraySlice<Int>, of batches: QueryBatches, _ body: (Int, FoundNeighbors) -> Void
  ) {
    var box = QueryBox()
    var count = 0
    queries.reserve(positions.count)
    for position in positions {
      let pixel = batches.pixels[position]
      guard let point = search.neighbors.planes.point(at: pixel) else { continue }
      let bound = min(self.bound(at: pixel, point), search.squaredLimit)
      queries.start[count] = Query(position: position, point: point, bound: bound)
      count += 1
      box.include(point, bound: bound)
    }
    guard count > 0 else { return }
    gather(near: box)
    for index in 0..<count { answer(queries.start[index], body) }
  }

  /// A squared distance within which enough points lie, by windows that grow.
  private mutating func bound(at pixel: Int, _ point: SIMD3<Float>) -> Float {
    let width = search.neighbors.blocks.width
    let planes = search.neighbors.planes
    var reach = Int((Float(search.count).squareRoot() / 2).rounded(.up)) + 1
    while reach <= GridNeighbors.padding {
      let area = PointPlanes.Window(row: pixel / width, column: pixel % width, reach: reach)
      window.reserve(area.rows * area.columns)
      let found = planes.withRow(area.firstRow) { x, y, z in
        withUnsafeBytes(of: point) { bytes in
          assay_window_bound(
            x + area.firstColumn, y + area.firstColumn, z + area.firstColumn, planes.stride, area.rows,
            area.columns, bytes.bindMemory(to: Float.self).baseAddress, search.count, guess, window.start)
        }
      }
      if let found, found.isFinite {
        guess = found
        return found
      }
      reach *= 2
    }
    return .infinity
  }

  /// Collects the points of all blocks that come within the box's reach.
  private mutating func gather(near box: QueryBox) {
    candidates.removeAll()
    let blocks = search.neighbors.blocks
    let perGroup = PointBlocks.blocksPerGroup
    let groups = withUnsafeBytes(of: box.corners) { corners in
      assay_near_boxes(
        addresses.groupBoxes, blocks.groupCount, 0, blocks.groupCount,
        corners.bindMemory(to: Float.self).baseAddress, box.squaredReach, nearGroups.start)
    }
    for group in 0..<groups {
      let near = withUnsafeBytes(of: box.corners) { corners in
        assay_near_boxes(
          addresses.boxes, blocks.blockCount, Int(nearGroups.start[group]) * perGroup, perGroup,
          corners.bindMemory(to: Float.self).baseAddress, box.squaredReach, nearBlocks.start)
      }
      for index in 0..<near {
        let block = Int(nearBlocks.start[index])
        candidates.append(
          addresses, from: Int(addresses.starts[block]), to: Int(addresses.starts[block + 1]))
      }
    }
    candidates.pad()
  }

  private func answer(_ query: Query, _ body: (Int, FoundNeighbors) -> Void) {
    let count = candidates.nearest(
      to: query.point, search, guess: query.bound, into: foundPixels.start, foundSquares.start)
    body(
      query.position,
      FoundNeighbors(count: count, pixels: foundPixels.start, squaredDistances: foundSquares.start))
  }
}

/// The box around the queries of a block, and how far from it their neighbours can be.
private struct QueryBox {
  private var least = SIMD3<Float>(repeating: .infinity)
  private var greatest = SIMD3<Float>(repeating: -.infinity)
  private(set) var squaredReach: Float = 0

  mutating func include(_ point: SIMD3<Float>, bound: Float) {
    least.replace(with: point, where: point .< least)
    greatest.replace(with: point, where: point .> greatest)
    squaredReach = max(squaredReach, bound)
  }

  /// Least x, y, z and greatest x, y, z, as the kernel reads them.
  var corners: SIMD8<Float> { SIMD8(least.x, least.y, least.z, greatest.x, greatest.y, greatest.z, 0, 0) }
}
