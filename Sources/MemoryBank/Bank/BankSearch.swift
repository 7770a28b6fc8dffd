import Files
import TensorFiles
import Tensors

/// The rows of a bank and the search among them: in memory, or in the file that the bank was read from.
enum BankSearch: Sendable {
  case inMemory(NearestRowSearch)
  case stored(StoredRowSearch)

  /// Packs the rows of a bank, the first `split` columns appearance and the others geometry.
  init(_ rows: Tensor, split: Int, hasGeometry: [Bool], on pool: WorkerPool) {
    let parts = Self.parts(rows, split: split, hasGeometry: hasGeometry, on: pool)
    self = .inMemory(NearestRowSearch(rows: rows, parts: parts))
  }

  /// Packs the rows of a bank that stay in their file.
  init(
    _ rows: StoredTensor, split: Int, hasGeometry: [Bool], on pool: WorkerPool
  ) throws(MemoryBankError) {
    self = try MemoryBankError.reading { () throws(FileError) in
      let parts = try Self.parts(rows, split: split, hasGeometry: hasGeometry, on: pool)
      return .stored(try StoredRowSearch(rows: rows, parts: parts, on: pool))
    }
  }

  private static func parts<Rows: RowSource>(
    _ rows: Rows, split: Int, hasGeometry: [Bool], on pool: WorkerPool
  ) throws(Rows.Failure) -> [PackedRows] {
    let appearance = try PackedRows(rows, columns: 0..<split, on: pool)
    let geometry = try PackedRows(rows, columns: split..<rows.shape[1], takesPart: hasGeometry, on: pool)
    return [appearance, geometry].filter { $0.depth > 0 }
  }

  /// `[rows, features]`.
  var shape: [Int] {
    switch self {
    case .inMemory(let search): search.rows.shape
    case .stored(let search): search.rows.shape
    }
  }

  /// What passes over rows.
  var bounds: BoundSearch {
    switch self {
    case .inMemory(let search): search.bounds
    case .stored(let search): search.bounds
    }
  }

  /// Some rows, `[range, features]`.
  func rows(_ range: Range<Int>) throws(MemoryBankError) -> Tensor {
    let copy = { (features: UnsafeBufferPointer<Float>) in
      Tensor(shape: [range.count, shape[1]], elements: Array(features))
    }
    switch self {
    case .inMemory(let search) where range == 0..<search.rows.rows: return search.rows
    case .inMemory(let search): return search.rows.withRows(range, copy)
    case .stored(let search):
      return try MemoryBankError.reading { () throws(FileError) in try search.rows.withRows(range, copy) }
    }
  }

  /// The same rows without those that `isExcluded` names.
  func excluding(where isExcluded: (Int) -> Bool) -> BankSearch {
    switch self {
    case .inMemory(let search): .inMemory(search.excluding(where: isExcluded))
    case .stored(let search): .stored(search.excluding(where: isExcluded))
    }
  }

  /// The nearest rows of each query in some kinds of distance.
  func nearest(
    _ count: Int, to queries: Tensor, channels: Range<Int>, on pool: WorkerPool
  ) throws(MemoryBankError) -> [[[NearestRow]]] {
    switch self {
    case .inMemory(let search): search.nearest(count, to: queries, channels: channels, on: pool)
    case .stored(let search):
      try MemoryBankError.reading { () throws(FileError) in
        try search.nearest(count, to: queries, channels: channels, on: pool)
      }
    }
  }
}
