import Adaptation
import Tensors

extension Detector {
  /// The adapted features of a part on the whole grid, for checking against other implementations.
  ///
  /// - Parameters:
  ///   - described: The part.
  ///   - pool: The threads to use.
  /// - Returns: `appearance.adapted` and `geometry.adapted`, `[patches, features]` in the adaptors' scale, zero for
  ///   patches without the part or without points; nothing without adaptors.
  public func adaptedFeatures(of described: DescribedPart, on pool: WorkerPool) -> [String: Tensor] {
    guard let adapted else { return [:] }
    let rows = described.rows
    let seen = rows.seenPatches
    guard !seen.isEmpty else { return [:] }
    let patches = adapted.adapt(rows, seen, on: pool)
    let placement = described.part.placement
    func onGrid(_ features: Tensor) -> Tensor {
      var grid = Tensor(shape: [placement.grid.patchCount, features.rowCount])
      for (row, patch) in seen.enumerated() {
        for (column, value) in features.row(row).enumerated() {
          grid[placement.patches[patch], column] = value
        }
      }
      return grid
    }
    return [
      "appearance.adapted": onGrid(patches.appearance), "geometry.adapted": onGrid(patches.geometry),
    ]
  }
}
