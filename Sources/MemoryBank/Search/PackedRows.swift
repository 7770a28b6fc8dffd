import CKernels
import Tensors

/// One modality of rows, rounded to bytes and packed for the search kernel; see `distance_bounds.h` for the layout.
package struct PackedRows: Sendable {
  /// The columns of the rows that belong to the modality.
  let columns: Range<Int>

  /// The kernel that the rows are packed for.
  package let kernel: assay_bounds_kernel

  /// `[panels][quads][16][4]`.
  let panels: PackedIntegers<UInt8>

  /// The value of 1 in each row.
  let scales: [Float]

  /// The squared length of each row; +infinity for one that takes no part, and beyond the last.
  private(set) var squares: [Float]

  /// The length of each row.
  let lengths: AlignedFloats

  /// The length of what rounding changed in each row, at most.
  let errors: AlignedFloats

  /// By how much the squared length of each row exceeds that of the rounded one.
  let losses: AlignedFloats

  /// The length of the longest row.
  let longest: Float

  package static let tileRows = Int(ASSAY_TILE_ROWS)

  /// Packs some columns of `rows`; rows whose flag is false take no part.
  package init<Rows: RowSource>(
    _ rows: Rows, columns: Range<Int>, takesPart: [Bool]? = nil,
    kernel: assay_bounds_kernel = assay_best_bounds_kernel(), on pool: WorkerPool
  ) throws(Rows.Failure) {
    self.columns = columns
    self.kernel = kernel
    let count = rows.shape[0]
    let tiles = (count + Self.tileRows - 1) / Self.tileRows
    panels = PackedIntegers<UInt8>(count: tiles * Self.tileRows * 4 * assay_quads(columns.count))
    let measures = try Self.pack(rows, columns, kernel, into: panels, on: pool)
    let missing = tiles * Self.tileRows - count
    func column(_ measure: Int, _ padding: Float = 0) -> [Float] {
      (0..<count).map { measures[$0][measure] } + [Float](repeating: padding, count: missing)
    }
    squares = column(0, .infinity)
    scales = column(1)
    errors = AlignedFloats(column(2))
    losses = AlignedFloats(column(3))
    let lengths = squares.map { $0.isFinite ? $0.squareRoot() : 0 }
    self.lengths = AlignedFloats(lengths)
    longest = lengths.max() ?? 0
    if let takesPart { exclude { !takesPart[$0] } }
  }

  var depth: Int { columns.count }

  /// Tiles of rows, the last filled up.
  package var tiles: Int { squares.count / Self.tileRows }

  var quads: Int { assay_quads(columns.count) }

  /// Takes rows out of every search.
  mutating func exclude(where isExcluded: (Int) -> Bool) {
    for row in squares.indices where squares[row].isFinite && isExcluded(row) { squares[row] = .infinity }
  }

  func takesPart(_ row: Int) -> Bool { squares[row] < .infinity }

  /// Rounds and packs all rows; the squared length, scale, rounding error and loss of each.
  private static func pack<Rows: RowSource>(
    _ rows: Rows, _ columns: Range<Int>, _ kernel: assay_bounds_kernel, into panels: PackedIntegers<UInt8>,
    on pool: WorkerPool
  ) throws(Rows.Failure) -> [SIMD4<Float>] {
    let (count, width) = (rows.shape[0], rows.shape[1])
    let blocks = pool.map((count + tileRows - 1) / tileRows) { block in
      let range = block * tileRows..<min(count, (block + 1) * tileRows)
      return Result<[SIMD4<Float>], Rows.Failure> { () throws(Rows.Failure) in
        try rows.withRows(range) { features in
          guard let first = features.baseAddress.map({ $0 + columns.lowerBound }) else { return [] }
          return range.map { row in
            let source = first + (row - range.lowerBound) * width
            return pack(source, columns.count, kernel, row, into: panels)
          }
        }
      }
    }
    return try blocks.map { block throws(Rows.Failure) in try block.get() }.flatMap(\.self)
  }

  private static func pack(
    _ source: UnsafePointer<Float>, _ depth: Int, _ kernel: assay_bounds_kernel, _ row: Int,
    into panels: PackedIntegers<UInt8>
  ) -> SIMD4<Float> {
    let rounding = assay_pack_row(kernel, source, depth, row, panels.start)
    return SIMD4(assay_squared_length(source, depth), rounding.scale, rounding.error, rounding.lost)
  }

  /// Calls `body` with the rows as the kernel reads them.
  func withBoundedRows(_ body: (assay_bounded_rows) -> Void) {
    scales.withUnsafeBufferPointer { scales in
      squares.withUnsafeBufferPointer { squares in
        body(
          assay_bounded_rows(
            panels: panels.start, scales: scales.baseAddress, squares: squares.baseAddress,
            lengths: lengths.start, errors: errors.start, quads: quads))
      }
    }
    withExtendedLifetime((panels, lengths, errors)) {}
  }
}
