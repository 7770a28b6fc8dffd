import Tensors

extension PatchFeatures {
  /// Features in which each valid patch is the mean of the valid patches of the 3 x 3 around it.
  ///
  /// As PatchCore does (Roth et al. 2022, arXiv 2106.08265, equation 2), except that patches without features
  /// are left out instead of counting as zero, so that a part's edge looks like its inside.
  package func averagedWithNeighbours(in grid: PatchGrid, on pool: WorkerPool) -> PatchFeatures {
    precondition(values.rows == grid.patchCount, "\(values.rows) rows for \(grid.patchCount) patches")
    let width = values.rowCount
    let averaged = pool.tensor(shape: values.shape, blockRows: grid.columns) { rows, block in
      self.values.withUnsafeElements { elements in
        for row in rows where self.isValid[row] {
          guard let source = elements.baseAddress, let target = block.baseAddress else { return }
          let sum = target + (row - rows.lowerBound) * width
          let neighbours = self.validNeighbours(of: row, in: grid)
          for neighbour in neighbours { Self.add(source + neighbour * width, to: sum, count: width) }
          Self.scale(sum, by: 1 / Float(neighbours.count), count: width)
        }
      }
    }
    return PatchFeatures(values: averaged, isValid: isValid)
  }

  /// The valid patches of the 3 x 3 around a patch, in ascending order.
  private func validNeighbours(of patch: Int, in grid: PatchGrid) -> [Int] {
    let row = patch / grid.columns
    let column = patch % grid.columns
    var neighbours: [Int] = []
    for y in max(row - 1, 0)...min(row + 1, grid.rows - 1) {
      for x in max(column - 1, 0)...min(column + 1, grid.columns - 1) where isValid[y * grid.columns + x] {
        neighbours.append(y * grid.columns + x)
      }
    }
    return neighbours
  }

  private static func add(_ values: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int) {
    var index = 0
    while index < count {
      sum[index] += values[index]
      index &+= 1
    }
  }

  private static func scale(_ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    var index = 0
    while index < count {
      values[index] *= factor
      index &+= 1
    }
  }
}
