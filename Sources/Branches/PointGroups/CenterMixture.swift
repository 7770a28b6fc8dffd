import PointClouds
import Tensors

/// How much each group counts for each patch: interpolation to pixels and pooling to the grid in one table.
///
/// Both are sums with fixed weights, so their order does not matter, and the features of single pixels, a thousand numbers each,
/// need never exist.
struct CenterMixture: Sendable {
  /// `[patches, groups]`.
  let weights: Tensor

  /// Joins interpolation and pooling.
  ///
  /// - Parameters:
  ///   - points: The points of the part.
  ///   - centers: Where the groups lie.
  ///   - grid: The patches.
  ///   - pool: The threads to use.
  init(points: PointSet, centers: PointSet, grid: PatchGrid, on pool: WorkerPool) {
    let interpolation = CenterInterpolation(of: points, centers: centers, on: pool)
    var places = [Int32](repeating: -1, count: grid.pixelCount)
    for (place, pixel) in points.pixels.enumerated() { places[pixel] = Int32(place) }
    let pooling = CellPooling(pixels: grid.inputSide, patches: grid.rows)
    weights = pool.tensor(shape: [grid.patchCount, centers.count], blockRows: grid.columns) {
      [places] patches, rows in
      for (index, patch) in patches.enumerated() {
        let row = UnsafeMutableBufferPointer(
          rebasing: rows[index * centers.count..<(index + 1) * centers.count])
        let (vertical, horizontal) = (
          pooling.windows[patch / grid.columns], pooling.windows[patch % grid.columns]
        )
        for y in vertical.pixels {
          for x in horizontal.pixels {
            let place = Int(places[y * grid.inputSide + x])
            guard place >= 0 else { continue }
            let share = vertical.weights[y - vertical.start] * horizontal.weights[x - horizontal.start]
            interpolation.add(share, of: place, to: row)
          }
        }
      }
    }
  }

  /// The features of all patches, `[patches, features]`, from those of the groups, `[groups, features]`.
  func mix(_ features: Tensor, on pool: WorkerPool) -> Tensor {
    let width = features.rowCount
    return pool.tensor(shape: [weights.rows, width], blockRows: 16) { patches, rows in
      for (index, patch) in patches.enumerated() {
        for (group, weight) in weights.row(patch).enumerated() where weight > 0 {
          features.withUnsafeElements { features in
            guard let sums = rows.baseAddress, let first = features.baseAddress else { return }
            let (sum, values) = (sums + index * width, first + group * width)
            var column = 0
            while column < width {
              sum[column] += weight * values[column]
              column &+= 1
            }
          }
        }
      }
    }
  }
}

extension CenterInterpolation {
  /// Adds a share of a point's weights to a row of `[groups]`.
  func add(_ share: Float, of point: Int, to row: UnsafeMutableBufferPointer<Float>) {
    for neighbor in point * Self.neighborCount..<(point + 1) * Self.neighborCount {
      row[Int(centers[neighbor])] += share * weights.elements[neighbor]
    }
  }
}
