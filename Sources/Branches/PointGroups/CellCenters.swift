import PointClouds

/// The point that stands for each patch: the one seen nearest to the middle of its cell.
enum CellCenters {
  /// The pixel of each patch's centre; nil for a patch without a point.
  static func pixels(of cloud: OrganizedCloud, grid: PatchGrid) -> [Int?] {
    var nearest = [(pixel: Int, distance: Int)?](repeating: nil, count: grid.patchCount)
    for pixel in cloud.isValid.indices where cloud.isValid[pixel] {
      let (row, column) = (pixel / grid.inputSide, pixel % grid.inputSide)
      let patch = row / grid.cellSide * grid.columns + column / grid.cellSide
      let distance = fromMiddle(row, grid.cellSide) + fromMiddle(column, grid.cellSide)
      if distance < nearest[patch]?.distance ?? .max { nearest[patch] = (pixel, distance) }
    }
    return nearest.map { $0?.pixel }
  }

  /// The squared distance from the middle of a cell along one axis, in half pixels.
  private static func fromMiddle(_ pixel: Int, _ side: Int) -> Int {
    let distance = 2 * (pixel % side) + 1 - side
    return distance * distance
  }
}
