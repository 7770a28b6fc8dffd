import Tensors

extension OrganizedCloud {
  /// The cloud at another size; each pixel takes one of the points it covers (see `GridResampling`).
  public func resampled(height: Int, width: Int) -> OrganizedCloud {
    precondition(pixelCount > 0, "cannot resample a cloud of \(self.height) x \(self.width) pixels")
    let resampling = GridResampling(
      isValid: isValid, sourceHeight: self.height, sourceWidth: self.width, height: height, width: width)
    return gathered(from: resampling.sources, height: height, width: width)
  }

  /// The cloud scaled to fit a square, its aspect kept; the padding has no points.
  public func letterboxed(side: Int) -> OrganizedCloud {
    let box = Letterbox(sourceHeight: height, sourceWidth: width, side: side)
    let content = resampled(height: box.rows.count, width: box.columns.count)
    var sources = [Int](repeating: -1, count: side * side)
    for (contentRow, row) in box.rows.enumerated() {
      for (contentColumn, column) in box.columns.enumerated() {
        sources[row * side + column] = contentRow * content.width + contentColumn
      }
    }
    return content.gathered(from: sources, height: side, width: side)
  }

  /// A rectangle of the cloud.
  public func cropped(rows: Range<Int>, columns: Range<Int>) -> OrganizedCloud {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= height && columns.lowerBound >= 0
        && columns.upperBound <= width,
      "rows \(rows) and columns \(columns) of a cloud of \(height) x \(width) pixels")
    let sources = rows.flatMap { row in columns.map { row * width + $0 } }
    return gathered(from: sources, height: rows.count, width: columns.count)
  }

  /// A cloud made of pixels of this one; a source of -1 gives a pixel without a point.
  private func gathered(from sources: [Int], height: Int, width: Int) -> OrganizedCloud {
    var points = Tensor(shape: [height, width, 3])
    var isValid = [Bool](repeating: false, count: height * width)
    points.withUnsafeMutableElements { target in
      self.points.withUnsafeElements { coordinates in
        for (pixel, source) in sources.enumerated() where source >= 0 && self.isValid[source] {
          isValid[pixel] = true
          for axis in 0..<3 { target[3 * pixel + axis] = coordinates[3 * source + axis] }
        }
      }
    }
    return OrganizedCloud(points: points, isValid: isValid)
  }
}
