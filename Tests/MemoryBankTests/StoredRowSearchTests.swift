import CKernels
import Files
import Foundation
import MemoryBank
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct StoredRowSearchTests {
  private let folder: TemporaryFolder
  private let pool = WorkerPool(threadCount: 2)

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [1, 7, 127, 403], [1, 16, 77])
  func nearestRowsAreThoseOfThePlainLoop(count: Int, width: Int) throws {
    for make in [Rows.normal, Rows.signs, Rows.lattice, Rows.clusters, Rows.spikes] {
      let (rows, queries) = (make([count, width], 9), make([31, width], 10))
      let found = try search(in: rows).nearest(3, to: queries, on: pool)
      for query in 0..<queries.rows {
        let squares = (0..<rows.rows).map { PlainSearch.squaredDistance(queries.row(query), rows.row($0)) }
        let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }.prefix(3)
        #expect(found[query].map(\.row) == Array(order))
        #expect(found[query].map(\.squaredDistance) == order.map { squares[$0] })
      }
    }
  }

  /// Distances too large for 32 bits, and some that are not numbers.
  @Test func numbersThatOverflowAreAnsweredAsInMemory() throws {
    let rows = Rows.normal([200, 8], seed: 6)
    let values: [Float] = [1e18, 1e19, 1e30, .greatestFiniteMagnitude, -.greatestFiniteMagnitude]
    let queries = Tensor(shape: [5, 8], elements: values.flatMap { [Float](repeating: $0, count: 8) })
    let found = try search(in: rows).nearest(2, to: queries, on: pool)
    #expect(found == NearestRowSearch(rows: rows, on: pool).nearest(2, to: queries, on: pool))
  }

  @Test func aFileInThePlaceOfTheFirstChangesNothing() throws {
    let rows = Rows.normal([50, 8], seed: 1)
    let queries = Rows.normal([9, 8], seed: 2)
    let search = try search(in: rows)
    try AtomicFile.write([UInt8](repeating: 0, count: 7), to: folder.file("rows"))
    #expect(
      try search.nearest(1, to: queries, on: pool)
        == NearestRowSearch(rows: rows, on: pool).nearest(1, to: queries, on: pool))
  }

  @Test func rowsThatAreGoneAreNamed() throws {
    let search = try search(in: Rows.normal([50, 8], seed: 1))
    #expect(truncate(folder.file("rows"), 160) == 0)
    let error = #expect(throws: FileError.self) {
      try search.nearest(1, to: Rows.normal([90, 8], seed: 2), on: pool)
    }
    #expect(error?.description.contains("rows: cannot be read: fewer than ") == true)
  }

  private func search(in rows: Tensor) throws -> StoredRowSearch {
    let path = folder.file("rows")
    try AtomicFile.write(rows.elements.withUnsafeBytes { Array($0) }, to: path)
    return try StoredRowSearch(rows: StoredTensor(in: OpenFile(path), shape: rows.shape), on: pool)
  }
}
