import Tensors

/// Joins feature maps of several sizes into one vector for each patch of a grid.
struct PatchDescriptors: Sendable {
  private let rows: Int
  private let columns: Int

  /// Descriptors over a grid of `rows` x `columns` patches.
  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// Brings each map to the grid, bilinearly, and concatenates their channels.
  ///
  /// - Parameters:
  ///   - maps: `[height, width, channels]` each.
  ///   - pool: The threads to use.
  /// - Returns: `[patches, sum of channels]`.
  func joined(_ maps: [Tensor], on pool: WorkerPool) -> Tensor {
    var layers: [SampledMap] = []
    var width = 0
    for map in maps {
      layers.append(SampledMap(map, rows: rows, columns: columns, offset: width))
      width += map.shape[2]
    }
    return write(layers, width: width, on: pool)
  }

  private func write(_ layers: [SampledMap], width: Int, on pool: WorkerPool) -> Tensor {
    let columns = columns
    return pool.tensor(shape: [rows * columns, width], blockRows: columns) { patches, elements in
      guard let target = elements.baseAddress else { return }
      for layer in layers {
        for patch in patches {
          let place = target + (patch - patches.lowerBound) * width + layer.offset
          layer.write(row: patch / columns, column: patch % columns, to: place)
        }
      }
    }
  }
}

/// One map, and where the grid samples it.
private struct SampledMap: Sendable {
  let map: Tensor
  let vertical: BilinearAxis
  let horizontal: BilinearAxis
  let offset: Int

  init(_ map: Tensor, rows: Int, columns: Int, offset: Int) {
    self.map = map
    vertical = BilinearAxis(from: map.shape[0], to: rows)
    horizontal = BilinearAxis(from: map.shape[1], to: columns)
    self.offset = offset
  }

  func write(row: Int, column: Int, to target: UnsafeMutablePointer<Float>) {
    let (y, x) = (vertical.samples[row], horizontal.samples[column])
    let (width, channels) = (map.shape[1], map.shape[2])
    map.withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return }
      let place = { (row: Int, column: Int) in start + (row * width + column) * channels }
      let (a, b) = (place(y.first, x.first), place(y.first, x.second))
      let (c, d) = (place(y.second, x.first), place(y.second, x.second))
      var channel = 0
      while channel < channels {
        let upper = (1 - x.weight) * a[channel] + x.weight * b[channel]
        let lower = (1 - x.weight) * c[channel] + x.weight * d[channel]
        target[channel] = (1 - y.weight) * upper + y.weight * lower
        channel &+= 1
      }
    }
  }
}
