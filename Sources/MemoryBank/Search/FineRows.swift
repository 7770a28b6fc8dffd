import CKernels
import Tensors

/// Rows rounded to 16 bits, which tell distances to about four digits in half the memory; see `fine_distance.h`.
struct FineRows: Sendable {
  /// What rounding made of one modality.
  struct Part: Sendable {
    let columns: Range<Int>

    /// The value of 1 in each row.
    let scales: AlignedFloats

    /// The length of what rounding changed in each row, at most.
    let errors: AlignedFloats
  }

  /// One or two modalities.
  let parts: [Part]

  /// Features in a row.
  let width: Int

  /// `[rows][features]`.
  private let integers: PackedIntegers<Int16>

  /// Rows per task.
  private static let blockRows = 32

  /// Rounds rows, each modality with a scale of its own.
  init<Rows: RowSource>(_ rows: Rows, columns: [Range<Int>], on pool: WorkerPool) throws(Rows.Failure) {
    let (count, width) = (rows.shape[0], rows.shape[1])
    self.width = width
    let integers = PackedIntegers<Int16>(count: count * width)
    self.integers = integers
    parts = columns.map {
      Part(columns: $0, scales: AlignedFloats(count: count), errors: AlignedFloats(count: count))
    }
    let parts = parts
    let blocks = pool.map((count + Self.blockRows - 1) / Self.blockRows) { block in
      let range = block * Self.blockRows..<min(count, (block + 1) * Self.blockRows)
      return Result { () throws(Rows.Failure) in
        try rows.withRows(range) { Self.round($0, range, width, parts, into: integers) }
      }
    }
    for block in blocks { try block.get() }
  }

  private static func round(
    _ features: UnsafeBufferPointer<Float>, _ range: Range<Int>, _ width: Int, _ parts: [Part],
    into integers: PackedIntegers<Int16>
  ) {
    guard let first = features.baseAddress else { return }
    for (position, row) in range.enumerated() {
      for part in parts {
        let column = part.columns.lowerBound
        let target = integers.start + row * width + column
        let rounding = assay_round_to_shorts(first + position * width + column, part.columns.count, target)
        part.scales.start[row] = rounding.scale
        part.errors.start[row] = rounding.error
      }
    }
  }

  /// The first integer of the first row.
  var start: UnsafePointer<Int16> { UnsafePointer(integers.start) }
}
