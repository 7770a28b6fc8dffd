import Branches

/// Where the patches of a part lie in its frame.
public struct PatchPlacement: Sendable {
  /// Where the frame lies on the square view.
  public let mapping: FrameMapping

  /// The grid over the view.
  public let grid: PatchGrid

  /// The patches that show the part and are inspected, ascending; the others take part in nothing.
  public let patches: [Int]

  /// All patches that show the part, ascending.
  let part: [Int]

  /// The pixels of the frame that are inspected; nil when all are.
  let mask: PixelMask?

  /// For each of `patches`, how far inside the part it lies: class 0 is deepest, `depthClasses - 1` the edge.
  package let depths: [Int]

  /// Where the patches lie.
  ///
  /// - Parameters:
  ///   - mapping: Where the frame lies on the view.
  ///   - grid: The grid over the view.
  ///   - patches: The patches that show the part and are inspected, ascending.
  ///   - part: All patches that show the part, ascending; `patches` when nil.
  ///   - mask: The pixels of the frame that are inspected; all of them when nil.
  package init(
    mapping: FrameMapping, grid: PatchGrid, patches: [Int], part: [Int]? = nil, mask: PixelMask? = nil
  ) {
    self.mapping = mapping
    self.grid = grid
    self.patches = patches
    self.part = part ?? patches
    self.mask = mask
    depths = Self.depths(of: patches, in: self.part, grid: grid)
  }

  /// The number of depth classes.
  static let depthClasses = 4

  /// The patches on each side that tell how deep inside the part one lies.
  private static let depthRadius = 2

  /// The share of the patches around that belong to the part, in four classes: all, at least 0.8, at least 0.6, less.
  private static func depths(of patches: [Int], in part: [Int], grid: PatchGrid) -> [Int] {
    var isPart = [Bool](repeating: false, count: grid.patchCount)
    for patch in part { isPart[patch] = true }
    let whole = (2 * depthRadius + 1) * (2 * depthRadius + 1)
    return patches.map { patch in
      let row = patch / grid.columns
      let column = patch % grid.columns
      var count = 0
      for y in max(0, row - depthRadius)...min(grid.rows - 1, row + depthRadius) {
        for x in max(0, column - depthRadius)...min(grid.columns - 1, column + depthRadius)
        where isPart[y * grid.columns + x] { count += 1 }
      }
      return count == whole ? 0 : 10 * count >= 8 * whole ? 1 : 10 * count >= 6 * whole ? 2 : 3
    }
  }

  /// How many patches beyond the part its scores reach.
  static let reach = 3

  /// The score above which a patch says something about what lies beside the part.
  static let rare: Float = 1

  /// The scores of the part's patches on the whole grid, fading out beyond the part.
  ///
  /// Where material is missing at the edge of a part there is no patch of the part any more: the patches around the
  /// gap see it, so their scores reach `reach` patches outwards, `score * (1 - distance / (reach + 1))`, the largest
  /// counting. Only scores above `rare` do, or the surroundings of every good edge would count. Patches farther away
  /// are at zero.
  ///
  /// - Parameter scores: One value for each of `patches`, at least zero; 1 is what one good patch in a hundred has.
  /// - Returns: One value for each patch of the grid.
  func spread(_ scores: [Float]) -> [Float] {
    var values = [Float](repeating: 0, count: grid.patchCount)
    var isPart = [Bool](repeating: false, count: grid.patchCount)
    for patch in part { isPart[patch] = true }
    for (patch, score) in zip(patches, scores) {
      values[patch] = score
      guard score > Self.rare else { continue }
      for (neighbor, weight) in surroundings(of: patch) where !isPart[neighbor] {
        values[neighbor] = max(values[neighbor], score * weight)
      }
    }
    return values
  }

  /// The patches within reach of one, and the share of its score that gets there.
  private func surroundings(of patch: Int) -> [(patch: Int, weight: Float)] {
    let row = patch / grid.columns
    let column = patch % grid.columns
    var result: [(Int, Float)] = []
    for y in max(0, row - Self.reach)...min(grid.rows - 1, row + Self.reach) {
      for x in max(0, column - Self.reach)...min(grid.columns - 1, column + Self.reach) {
        let distance = Float((y - row) * (y - row) + (x - column) * (x - column)).squareRoot()
        let weight = 1 - distance / Float(Self.reach + 1)
        if weight > 0 { result.append((y * grid.columns + x, weight)) }
      }
    }
    return result
  }
}
