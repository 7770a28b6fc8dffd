import CKernels
import Tensors

/// A left factor `[rows, depth]` of which memory holds the transpose, packed tile by tile; see `assay_pack_tiles`.
///
/// Weight gradients are such products: rows are outputs of a layer, the depth is all tokens.
package struct PackedTiles: Sendable {
  let rows: Int
  let depth: Int

  /// The rows of one tile; the last tile may have fewer.
  let tileRows: Int

  private let tiles: BorrowedFloats
  private let instructions = assay_best_instruction_set()

  /// Steps of the depth that are added up at once: as much of a right factor as stays in a core's cache.
  private static let depthBlock = 448

  /// Room for a factor.
  package init(rows: Int, depth: Int, on pool: WorkerPool) {
    self.rows = rows
    self.depth = depth
    tileRows = assay_tile_rows(instructions)
    tiles = pool.floats((rows + tileRows - 1) / tileRows * tileRows * depth)
  }

  /// Packs `[count, rows]`, the steps of the depth from `first` on.
  package func pack(_ matrix: UnsafePointer<Float>, first: Int, count: Int) {
    assay_pack_tiles(
      instructions, matrix, count, rows, rows, tiles.start + first * tileRows, depth * tileRows)
  }

  /// The tiles in groups that make one task each.
  package func groups(of size: Int) -> [Range<Int>] {
    let count = (rows + tileRows - 1) / tileRows
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// The rows of some tiles.
  package func rows(of group: Range<Int>) -> Range<Int> {
    group.lowerBound * tileRows..<min(rows, group.upperBound * tileRows)
  }

  /// The rows of a tile.
  func rows(of tile: Int) -> Range<Int> { tile * tileRows..<min(rows, (tile + 1) * tileRows) }

  /// Writes the rows of some tiles of `self · right`, or adds them.
  ///
  /// - Parameters:
  ///   - right: `[depth, columns]`.
  ///   - group: The tiles.
  ///   - result: `[rows of these tiles, columns]`.
  ///   - isAdding: Whether to add to what `result` holds.
  package func multiply(
    _ right: PackedFactor, tiles group: Range<Int>, into result: UnsafeMutablePointer<Float>, isAdding: Bool
  ) {
    for start in stride(from: 0, to: depth, by: Self.depthBlock) {
      let range = start..<min(start + Self.depthBlock, depth)
      for tile in group {
        let rows = rows(of: tile)
        let target = result + (rows.lowerBound - group.lowerBound * tileRows) * right.columns
        var product = right.product(depth: range)
        product.left = UnsafePointer(tiles.start + (tile * depth + start) * tileRows)
        (product.left_stride, product.is_left_transposed, product.rows) = (tileRows, 1, rows.count)
        (product.result, product.result_stride) = (target, right.columns)
        product.addend = isAdding || start > 0 ? UnsafePointer(target) : nil
        assay_packed_product(instructions, &product)
      }
    }
  }
}
