import CKernels
import Tensors

/// One modality of rows, rounded to integers and packed for the search kernel; see `group_minima.h` for the layout.
package struct PackedRows: Sendable {
  /// The columns of the rows that belong to the modality.
  let columns: Range<Int>

  /// `[panels][pairs][16][2]`, zero beyond the last row.
  let panels: PackedIntegers

  /// The value of 1 in each row.
  let scales: [Float]

  /// The squared length of each row; +infinity for one that takes no part, and beyond the last.
  private(set) var norms: [Float]

  /// The length of the longest row.
  let longest: Float

  /// The length of what rounding changed in a row, at most.
  let largestError: Float

  static let panelRows = Int(ASSAY_PANEL_ROWS)
  static let tileRows = Int(ASSAY_TILE_ROWS)

  /// Packs some columns of `rows`; rows whose flag is false take no part.
  package init(_ rows: Tensor, columns: Range<Int>, takesPart: [Bool]? = nil, on pool: WorkerPool) {
    self.columns = columns
    let tiles = (rows.rows + Self.tileRows - 1) / Self.tileRows
    panels = PackedIntegers(count: tiles * Self.tileRows * 2 * Self.pairs(columns))
    let measures = Self.pack(rows, columns, into: panels, on: pool)
    let missing = tiles * Self.tileRows - rows.rows
    let lengths = (0..<rows.rows).map { measures[flat: 3 * $0] }
    longest = (lengths.max() ?? 0).squareRoot()
    largestError = lengths.indices.reduce(0) { largest, row in
      lengths[row].isFinite ? max(largest, measures[flat: 3 * row + 2]) : largest
    }
    scales = (0..<rows.rows).map { measures[flat: 3 * $0 + 1] } + [Float](repeating: 0, count: missing)
    norms = lengths + [Float](repeating: .infinity, count: missing)
    if let takesPart { exclude { !takesPart[$0] } }
  }

  var depth: Int { columns.count }

  var tiles: Int { norms.count / Self.tileRows }

  /// Pairs of features; the last feature of an odd number is paired with zero.
  var pairs: Int { Self.pairs(columns) }

  static func pairs(_ columns: Range<Int>) -> Int { (columns.count + 1) / 2 }

  /// Takes rows out of every search.
  mutating func exclude(where isExcluded: (Int) -> Bool) {
    for row in norms.indices where norms[row].isFinite && isExcluded(row) { norms[row] = .infinity }
  }

  func takesPart(_ row: Int) -> Bool { norms[row] < .infinity }

  /// Rounds and packs all rows; the squared length, scale and rounding error of each, `[rows, 3]`.
  private static func pack(
    _ rows: Tensor, _ columns: Range<Int>, into panels: PackedIntegers, on pool: WorkerPool
  ) -> Tensor {
    let panelSize = 2 * panelRows * pairs(columns)
    let width = rows.rowCount
    return pool.tensor(shape: [rows.rows, 3], blockRows: tileRows) { range, measures in
      rows.withUnsafeElements { elements in
        guard let first = elements.baseAddress.map({ $0 + columns.lowerBound }) else { return }
        for (position, row) in range.enumerated() {
          let target = panels.start + row / panelRows * panelSize + row % panelRows * 2
          let source = first + row * width
          let rounding = assay_round_to_integers(source, columns.count, 2 * panelRows, target)
          measures[3 * position] = assay_squared_length(source, columns.count)
          measures[3 * position + 1] = rounding.scale
          measures[3 * position + 2] = rounding.error
        }
      }
    }
  }
}
