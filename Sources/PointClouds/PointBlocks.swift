import Tensors

/// The valid points of a cloud, gathered by blocks of 4 x 4 pixels, with the box in space of each block.
///
/// Blocks are numbered by groups of 8 x 8 blocks, so that a group is a run of blocks and a run of points.
struct PointBlocks: Sendable {
  /// The pixels on a block's side and the blocks on a group's side.
  static let blockSide = 4
  static let groupSide = 8
  static let blocksPerGroup = groupSide * groupSide

  let width: Int
  let groupColumns: Int
  let groupCount: Int

  /// The coordinates and pixels of the valid points, block by block, row-major within one.
  let x: [Float]
  let y: [Float]
  let z: [Float]
  let pixels: [Int32]

  /// Where each block's points start; one more entry than blocks.
  let starts: [Int32]

  /// The boxes of the blocks, `[6][blocks]`: least and greatest x, y, z.
  let boxes: [Float]

  /// The boxes of the groups, `[6][groups]`.
  let groupBoxes: [Float]

  init(_ cloud: OrganizedCloud) {
    let side = Self.blockSide * Self.groupSide
    width = cloud.width
    groupColumns = (cloud.width + side - 1) / side
    groupCount = groupColumns * ((cloud.height + side - 1) / side)
    let order = Self.order(
      of: cloud, groupColumns: groupColumns, blockCount: groupCount * Self.blocksPerGroup)
    pixels = order.pixels
    starts = order.starts
    let coordinates = cloud.points.elements
    x = order.pixels.map { coordinates[3 * Int($0)] }
    y = order.pixels.map { coordinates[3 * Int($0) + 1] }
    z = order.pixels.map { coordinates[3 * Int($0) + 2] }
    boxes = Self.boxes(around: [x, y, z], runs: order.starts)
    let groupStarts = stride(from: 0, through: groupCount * Self.blocksPerGroup, by: Self.blocksPerGroup)
    groupBoxes = Self.boxes(around: [x, y, z], runs: groupStarts.map { order.starts[$0] })
  }

  /// The number of valid points.
  var count: Int { pixels.count }

  /// The number of blocks.
  var blockCount: Int { starts.count - 1 }

  /// The pixels of the valid points, ascending.
  var validPixels: [Int] { pixels.map(Int.init).sorted() }

  /// The block of a pixel.
  func block(of pixel: Int) -> Int {
    Self.block(row: pixel / width, column: pixel % width, groupColumns: groupColumns)
  }

  private static func block(row: Int, column: Int, groupColumns: Int) -> Int {
    let blockRow = row / blockSide
    let blockColumn = column / blockSide
    let group = blockRow / groupSide * groupColumns + blockColumn / groupSide
    return group * blocksPerGroup + blockRow % groupSide * groupSide + blockColumn % groupSide
  }

  /// Counting sort of the valid pixels by block; stable, so row-major within a block.
  private static func order(
    of cloud: OrganizedCloud, groupColumns: Int, blockCount: Int
  ) -> (pixels: [Int32], starts: [Int32]) {
    var starts = [Int32](repeating: 0, count: blockCount + 1)
    let blocks = (0..<cloud.pixelCount).map { pixel in
      cloud.isValid[pixel]
        ? block(row: pixel / cloud.width, column: pixel % cloud.width, groupColumns: groupColumns) : -1
    }
    for block in blocks where block >= 0 { starts[block + 1] += 1 }
    for block in 0..<blockCount { starts[block + 1] += starts[block] }
    var next = starts
    var pixels = [Int32](repeating: 0, count: Int(starts[blockCount]))
    for (pixel, block) in blocks.enumerated() where block >= 0 {
      pixels[Int(next[block])] = Int32(pixel)
      next[block] += 1
    }
    return (pixels, starts)
  }

  static func boxes(around planes: [[Float]], runs: [Int32]) -> [Float] {
    let count = runs.count - 1
    var boxes =
      [Float](repeating: .infinity, count: 3 * count) + [Float](repeating: -.infinity, count: 3 * count)
    for axis in 0..<3 {
      for run in 0..<count {
        for index in Int(runs[run])..<Int(runs[run + 1]) {
          let value = planes[axis][index]
          boxes[axis * count + run] = min(boxes[axis * count + run], value)
          boxes[(3 + axis) * count + run] = max(boxes[(3 + axis) * count + run], value)
        }
      }
    }
    return boxes
  }

  /// The positions of `queries`, gathered by the block of their pixel, for pixels that have a point.
  func batches(of queries: [Int]) -> QueryBatches {
    var starts = [Int](repeating: 0, count: blockCount + 1)
    let blocks = queries.map { block(of: $0) }
    for block in blocks { starts[block + 1] += 1 }
    for block in 0..<blockCount { starts[block + 1] += starts[block] }
    var next = starts
    var positions = [Int](repeating: 0, count: queries.count)
    for (position, block) in blocks.enumerated() {
      positions[next[block]] = position
      next[block] += 1
    }
    return QueryBatches(pixels: queries, positions: positions, starts: starts)
  }
}

/// Points whose neighbours are wanted, gathered by block.
struct QueryBatches: Sendable {
  /// The pixels asked for, in the order asked.
  let pixels: [Int]

  /// Positions in `pixels`, block by block.
  let positions: [Int]

  /// Where each block's positions start; one more entry than blocks.
  let starts: [Int]
}
