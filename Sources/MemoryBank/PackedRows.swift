import CKernels
import Tensors

/// One modality of rows, packed for the search kernel; see `group_minima.h` for the layout.
package struct PackedRows: Sendable {
  /// The columns of the rows that belong to the modality.
  let columns: Range<Int>

  /// `[panels, features * 16]`, zero beyond the last row.
  let panels: Tensor

  /// The squared length of each row; +infinity for one that takes no part, and beyond the last.
  private(set) var norms: [Float]

  /// The length of the longest row.
  let longest: Float

  static let panelRows = Int(ASSAY_PANEL_ROWS)
  static let tileRows = Int(ASSAY_TILE_ROWS)
  static let tilePanels = Int(ASSAY_TILE_PANELS)

  /// Packs some columns of `rows`; rows whose flag is false take no part.
  package init(_ rows: Tensor, columns: Range<Int>, takesPart: [Bool]? = nil, on pool: WorkerPool) {
    self.columns = columns
    let tiles = (rows.rows + Self.tileRows - 1) / Self.tileRows
    panels = Self.pack(rows, columns, panels: tiles * Self.tilePanels, on: pool)
    norms = Self.squaredLengths(of: rows, columns, on: pool)
    longest = (norms.max() ?? 0).squareRoot()
    norms += [Float](repeating: .infinity, count: tiles * Self.tileRows - rows.rows)
    if let takesPart { exclude { !takesPart[$0] } }
  }

  var depth: Int { columns.count }

  var tiles: Int { norms.count / Self.tileRows }

  /// Takes rows out of every search.
  mutating func exclude(where isExcluded: (Int) -> Bool) {
    for row in norms.indices where norms[row].isFinite && isExcluded(row) { norms[row] = .infinity }
  }

  func takesPart(_ row: Int) -> Bool { norms[row] < .infinity }

  private static func pack(_ rows: Tensor, _ columns: Range<Int>, panels: Int, on pool: WorkerPool) -> Tensor
  {
    let width = rows.shape[1]
    let count = rows.rows
    return pool.tensor(shape: [panels, columns.count * panelRows], blockRows: tilePanels) { range, block in
      rows.withUnsafeElements { elements in
        guard let elements = elements.baseAddress, let block = block.baseAddress else { return }
        for row in range.lowerBound * panelRows..<min(count, range.upperBound * panelRows) {
          let position = row - range.lowerBound * panelRows
          let target = block + position / panelRows * columns.count * panelRows + position % panelRows
          let source = elements + row * width + columns.lowerBound
          var column = 0
          while column < columns.count {
            target[column &* panelRows] = source[column]
            column &+= 1
          }
        }
      }
    }
  }

  private static func squaredLengths(
    of rows: Tensor, _ columns: Range<Int>, on pool: WorkerPool
  ) -> [Float] {
    let width = rows.shape[1]
    let lengths = pool.tensor(shape: [rows.rows, 1], blockRows: 256) { range, block in
      rows.withUnsafeElements { elements in
        guard let first = elements.baseAddress.map({ $0 + columns.lowerBound }) else { return }
        for (position, row) in range.enumerated() {
          block[position] = assay_squared_length(first + row * width, columns.count)
        }
      }
    }
    return lengths.elements
  }
}
