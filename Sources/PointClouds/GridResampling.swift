import Tensors

/// Which pixel of a source grid each pixel of a target grid takes its point from.
///
/// Points are never mixed, because the mean of two surfaces lies on neither. A target pixel covers a cell of the
/// source: rows `[r h / H, (r + 1) h / H)` and columns likewise. It takes the valid point whose pixel centre is
/// nearest to the centre of the cell, among the pixels whose centre lies in the cell; on a tie the lowest row,
/// then the lowest column. A cell without a pixel centre (enlarging) takes the pixel that its centre lies in.
public struct GridResampling: Sendable {
  /// The rows of the target.
  public let height: Int

  /// The columns of the target.
  public let width: Int

  /// The source pixel of each target pixel, row-major; -1 where the cell has no valid point.
  public let sources: [Int]

  /// Finds the source pixel of each target pixel.
  ///
  /// - Parameters:
  ///   - isValid: Which pixels of the source have a point, row-major.
  ///   - sourceHeight: The rows of the source.
  ///   - sourceWidth: The columns of the source.
  ///   - height: The rows of the target.
  ///   - width: The columns of the target.
  public init(isValid: [Bool], sourceHeight: Int, sourceWidth: Int, height: Int, width: Int) {
    precondition(
      isValid.count == sourceHeight * sourceWidth && sourceHeight > 0 && sourceWidth > 0,
      "\(isValid.count) flags for \(sourceHeight) x \(sourceWidth) pixels")
    precondition(height > 0 && width > 0, "cannot resample to \(height) x \(width) pixels")
    self.height = height
    self.width = width
    let rows = (0..<height).map { Self.candidates($0, of: height, source: sourceHeight) }
    let columns = (0..<width).map { Self.candidates($0, of: width, source: sourceWidth) }
    var sources: [Int] = []
    sources.reserveCapacity(height * width)
    for row in rows {
      for column in columns {
        sources.append(Self.nearest(row, column, isValid: isValid, sourceWidth: sourceWidth))
      }
    }
    self.sources = sources
  }

  /// A source position along one axis and its squared distance from the centre of the cell, in units of
  /// 1 / (2 * target) source pixels, so that it is whole and ties are exact.
  private struct Candidate {
    let position: Int
    let squared: Double
  }

  private static func candidates(_ cell: Int, of target: Int, source: Int) -> [Candidate] {
    let center = (2 * cell + 1) * source
    // The centre of pixel p is at (2p + 1) target in these units; the cell is [2 cell source, + 2 source).
    let first = max(0, (2 * cell * source - target + 2 * target - 1) / (2 * target))
    let end = min(source, (2 * (cell + 1) * source - target + 2 * target - 1) / (2 * target))
    let positions = first < end ? first..<end : center / (2 * target)..<center / (2 * target) + 1
    return positions.map { position in
      let offset = Double((2 * position + 1) * target - center) / Double(2 * target)
      return Candidate(position: position, squared: offset * offset)
    }
  }

  private static func nearest(
    _ rows: [Candidate], _ columns: [Candidate], isValid: [Bool], sourceWidth: Int
  ) -> Int {
    var best = -1
    var bestSquared = Double.infinity
    for row in rows {
      for column in columns {
        let pixel = row.position * sourceWidth + column.position
        let squared = row.squared + column.squared
        guard isValid[pixel], squared < bestSquared else { continue }
        best = pixel
        bestSquared = squared
      }
    }
    return best
  }
}
