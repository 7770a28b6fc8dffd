import Foundation
import Tensors

/// Brings distances on the patch grid to the pixels of a frame: bilinear interpolation, then Gaussian blur.
///
/// Both steps are linear and separable, so each axis is one small matrix `blur · interpolation` and a map is two
/// matrix products, `rows · grid · columnsᵀ`, in float throughout: no 8-bit blur, no intermediate image. Pixels that the
/// view does not show have no patch: they count as zero, and only the blur reaches them.
public struct AnomalyMapper: Sendable {
  private let rows: Tensor  // [height, grid rows]
  private let columns: Tensor  // [grid columns, width]

  /// Prepares the maps of one frame size.
  ///
  /// - Parameters:
  ///   - mapping: Where the frame lies on the square input.
  ///   - gridSide: Patches along one side of the square.
  ///   - blur: The deviation of the Gaussian, in pixels of the square input; 0 leaves it out.
  public init(_ mapping: FrameMapping, gridSide: Int, blur: Double) {
    let patch = Double(mapping.side) / Double(gridSide)
    let sigma = blur / mapping.scale
    rows = Self.axisMatrix(mapping.height, shown: mapping.rows, patch: patch, gridSide, sigma: sigma)
    columns = Self.transposed(
      Self.axisMatrix(mapping.width, shown: mapping.columns, patch: patch, gridSide, sigma: sigma))
  }

  /// The anomaly map of a frame.
  ///
  /// - Parameters:
  ///   - grid: One value for each patch, row-major over the grid.
  ///   - pool: The threads to use.
  /// - Returns: `[height, width]`, in the unit of `grid`.
  public func map(_ grid: [Float], on pool: WorkerPool) -> Tensor {
    let side = columns.shape[0]
    precondition(grid.count == side * side, "\(grid.count) patch values on a grid of \(side) x \(side)")
    let wide = Tensor(shape: [side, side], elements: grid).multiplied(by: columns, on: pool)
    return rows.multiplied(by: wide, on: pool)
  }

  /// The anomaly map of a part.
  ///
  /// - Parameters:
  ///   - scores: One value for each patch of `placement`.
  ///   - placement: Where the patches lie.
  ///   - pool: The threads to use.
  /// - Returns: `[height, width]`, in the unit of `scores`.
  func map(_ scores: [Float], at placement: PatchPlacement, on pool: WorkerPool) -> Tensor {
    map(placement.spread(scores), on: pool)
  }

  /// `blur · interpolation`, `[pixels, gridSide]`; a row sums to one, less what the blur takes from beyond the view.
  private static func axisMatrix(
    _ pixels: Int, shown axis: AxisMapping, patch: Double, _ gridSide: Int, sigma: Double
  ) -> Tensor {
    let interpolation = (0..<pixels).map { pixel -> [(Int, Double)] in
      guard axis.source.contains(pixel) else { return [] }
      return interpolationRow(
        at: axis.viewPosition(Double(pixel) + 0.5) / patch - 0.5, gridSide: gridSide)
    }
    let kernel = gaussian(sigma: sigma)
    var matrix = Tensor(shape: [pixels, gridSide])
    for pixel in 0..<pixels {
      var row = [Double](repeating: 0, count: gridSide)
      for (offset, weight) in kernel.enumerated() {
        let source = reflect(pixel + offset - kernel.count / 2, count: pixels)
        for (cell, share) in interpolation[source] { row[cell] += weight * share }
      }
      for cell in 0..<gridSide { matrix[pixel, cell] = Float(row[cell]) }
    }
    return matrix
  }

  /// The one or two cells that a position between cell centres takes its value from.
  private static func interpolationRow(at position: Double, gridSide: Int) -> [(Int, Double)] {
    let clamped = min(max(position, 0), Double(gridSide - 1))
    let cell = min(Int(clamped), gridSide - 1)
    let share = clamped - Double(cell)
    return share > 0 ? [(cell, 1 - share), (cell + 1, share)] : [(cell, 1)]
  }

  /// A Gaussian cut at four deviations that sums to one.
  private static func gaussian(sigma: Double) -> [Double] {
    guard sigma > 0 else { return [1] }
    let radius = Int(4 * sigma + 0.5)
    let values = (-radius...radius).map { Foundation.exp(-0.5 * (Double($0) / sigma) * (Double($0) / sigma)) }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }

  /// The pixel that stands for one beyond the border: mirrored about the border, the edge pixel repeated.
  private static func reflect(_ index: Int, count: Int) -> Int {
    let period = 2 * count
    let wrapped = ((index % period) + period) % period
    return wrapped < count ? wrapped : period - 1 - wrapped
  }

  private static func transposed(_ matrix: Tensor) -> Tensor {
    var result = Tensor(shape: [matrix.shape[1], matrix.shape[0]])
    for row in 0..<matrix.shape[0] {
      for column in 0..<matrix.shape[1] { result[column, row] = matrix[row, column] }
    }
    return result
  }
}

extension Tensor {
  /// The largest element.
  var peak: Float { elements.reduce(-.infinity) { $1 > $0 ? $1 : $0 } }
}
