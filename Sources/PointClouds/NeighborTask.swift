import CKernels

/// The memory and the steps of one thread's part of a search.
final class NeighborTask {
  private let search: NeighborSearch
  private let blocks: PointBlocks
  private var candidates = CandidatePoints()
  private var nearGroups: [Int32]
  private var nearBlocks: [Int32]
  private var windowScratch: [Float] = []
  private var foundPixels: [Int32]
  private var foundSquares: [Float]
  private var guess: Float

  init(_ search: NeighborSearch) {
    self.search = search
    blocks = search.neighbors.blocks
    nearGroups = [Int32](repeating: 0, count: blocks.groupCount)
    nearBlocks = [Int32](repeating: 0, count: PointBlocks.blocksPerGroup)
    foundPixels = [Int32](repeating: 0, count: search.count)
    foundSquares = [Float](repeating: 0, count: search.count)
    guess = search.neighbors.spacing * search.neighbors.spacing * Float(search.count) / .pi
  }

  /// Finds the neighbours of the queries at some positions, all in one block.
  func search(
    _ positions: ArraySlice<Int>, of batches: QueryBatches, _ body: (Int, FoundNeighbors) -> Void
  ) {
    var box = QueryBox()
    var queries: [(position: Int, point: SIMD3<Float>, bound: Float)] = []
    for position in positions {
      let pixel = batches.pixels[position]
      guard let point = search.neighbors.planes.point(at: pixel) else { continue }
      let bound = min(self.bound(at: pixel, point), search.squaredLimit)
      queries.append((position, point, bound))
      box.include(point, bound: bound)
    }
    guard !queries.isEmpty else { return }
    gather(near: box)
    for query in queries { answer(query.position, query.point, guess: query.bound, body) }
  }

  /// A squared distance within which enough points lie.
  private func bound(at pixel: Int, _ point: SIMD3<Float>) -> Float {
    let planes = search.neighbors.planes
    let width = blocks.width
    var reach = Int((Float(search.count).squareRoot() / 2).rounded(.up)) + 1
    while reach <= GridNeighbors.padding {
      let found = planes.window(row: pixel / width, column: pixel % width, reach: reach) { x, y, z, window in
        if windowScratch.count < window.rows * window.columns {
          windowScratch = [Float](repeating: 0, count: window.rows * window.columns)
        }
        return withUnsafeBytes(of: point) { bytes in
          assay_window_bound(
            x, y, z, planes.stride, window.rows, window.columns, bytes.bindMemory(to: Float.self).baseAddress,
            search.count, guess, &windowScratch)
        }
      }
      if found.isFinite {
        guess = found
        return found
      }
      reach *= 2
    }
    return .infinity
  }

  /// Collects the points of all blocks that come within the box's reach.
  private func gather(near box: QueryBox) {
    candidates.removeAll()
    let corners = box.corners
    let groups = assay_near_boxes(
      blocks.groupBoxes, blocks.groupCount, 0, blocks.groupCount, corners, box.squaredReach, &nearGroups)
    for group in nearGroups.prefix(groups) {
      let near = assay_near_boxes(
        blocks.boxes, blocks.blockCount, Int(group) * PointBlocks.blocksPerGroup, PointBlocks.blocksPerGroup,
        corners, box.squaredReach, &nearBlocks)
      for block in nearBlocks.prefix(near) {
        candidates.append(
          blocks, from: Int(blocks.starts[Int(block)]), to: Int(blocks.starts[Int(block) + 1]))
      }
    }
    candidates.pad()
  }

  private func answer(
    _ position: Int, _ point: SIMD3<Float>, guess: Float, _ body: (Int, FoundNeighbors) -> Void
  ) {
    let count = withUnsafeBytes(of: point) { bytes in
      candidates.nearest(
        to: bytes.bindMemory(to: Float.self).baseAddress, search, guess: guess, into: &foundPixels,
        &foundSquares)
    }
    foundPixels.withUnsafeMutableBufferPointer { pixels in
      foundSquares.withUnsafeMutableBufferPointer { squares in
        guard let pixels = pixels.baseAddress, let squares = squares.baseAddress else { return }
        body(position, FoundNeighbors(count: count, pixels: pixels, squaredDistances: squares))
      }
    }
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

  var corners: [Float] { [least.x, least.y, least.z, greatest.x, greatest.y, greatest.z] }
}
