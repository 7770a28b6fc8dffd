import Tensors

/// The output tiles of Winograd's minimal filtering for 3 x 3 windows (Lavin & Gray, arXiv 1509.09308).
package enum WinogradTile: Int, Sendable, CaseIterable {
  /// F(2 x 2, 3 x 3): 16 products for 4 outputs.
  case two = 2
  /// F(4 x 4, 3 x 3): 36 products for 16 outputs, less exact and with more weights.
  case four = 4

  /// The products along one side.
  var reach: Int { rawValue + 2 }

  /// The matrix G of the weight transform, `[reach][3]`.
  private var weightTransform: [[Double]] {
    switch self {
    case .two: [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]]
    case .four:
      [
        [1.0 / 4, 0, 0], [-1.0 / 6, -1.0 / 6, -1.0 / 6], [-1.0 / 6, 1.0 / 6, -1.0 / 6],
        [1.0 / 24, 1.0 / 12, 1.0 / 6], [1.0 / 24, -1.0 / 12, 1.0 / 6], [0, 0, 1],
      ]
    }
  }

  /// The transform of one 3 x 3 window, `G w G^T`, as a matrix `[reach * reach, 9]`.
  var windowTransform: [Double] {
    let lines = weightTransform
    return lines.flatMap { row in
      lines.flatMap { column in row.flatMap { a in column.map { a * $0 } } }
    }
  }
}
