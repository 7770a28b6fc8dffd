extension TIFFLayout {
  /// The part of an image that a chunk covers.
  struct Part {
    let row: Int
    let column: Int
    let height: Int
    let width: Int

    /// The channel of a planar image; 0 where channels stand together.
    let channel: Int
  }

  /// The number of chunks in the file.
  var chunkCount: Int { chunkGrid.columns * chunkGrid.rows * chunkGrid.planes }

  /// What a chunk covers; they go plane by plane, row by row.
  func part(_ index: Int) -> Part {
    let extent = chunkExtent
    let grid = chunkGrid
    let column = index % grid.columns * extent.width
    let row = index / grid.columns % grid.rows * extent.height
    return Part(
      row: row, column: column, height: min(extent.height, height - row),
      width: min(extent.width, width - column), channel: index / (grid.columns * grid.rows))
  }

  /// Copies a decoded chunk to its place in the image, as 32-bit floats.
  func place(_ chunk: UnsafeRawPointer, _ part: Part, in image: UnsafeMutablePointer<Float>) {
    let chunkRow = chunkExtent.width * chunkPixelBytes
    let count = part.width * (isPlanar ? 1 : channels)
    let step = isPlanar ? channels : 1
    for row in 0..<part.height {
      let source = chunk + row * chunkRow
      let target = image + ((part.row + row) * width + part.column) * channels + part.channel
      switch bitsPerSample {
      case 16:
        copy(source.assumingMemoryBound(to: UInt16.self), to: target, step: step, count: count) { Float($0) }
      case 32: copy(source.assumingMemoryBound(to: Float.self), to: target, step: step, count: count) { $0 }
      default:
        copy(source.assumingMemoryBound(to: Double.self), to: target, step: step, count: count) { Float($0) }
      }
    }
  }
}

/// Copies samples, narrowed if need be, to every `step`-th place.
@inline(__always)
private func copy<Sample>(
  _ samples: UnsafePointer<Sample>, to target: UnsafeMutablePointer<Float>, step: Int, count: Int,
  _ convert: (Sample) -> Float
) {
  var index = 0
  while index < count {
    target[index &* step] = convert(samples[index])
    index &+= 1
  }
}
