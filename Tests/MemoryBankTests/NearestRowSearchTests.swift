import CKernels
import MemoryBank
import Tensors
import TestSupport
import Testing

@Suite struct NearestRowSearchTests {
  @Test(arguments: InstructionSets.available, [1, 7, 127, 128, 129, 1_009])
  func answersAreThoseOfThePlainLoop(set: assay_instruction_set, count: Int) {
    for (split, width) in [(19, 26), (1, 2), (33, 33), (128, 161)] {
      for make in [Rows.normal, Rows.lattice, Rows.clusters] {
        let rows = make([count, width], 1)
        expectPlainAnswers(in: rows, queries: make([23, width], 2), split: split, set)
      }
    }
  }

  @Test(arguments: [1, 83, 84, 85, 211])
  func everyBatchSizeIsAnswered(count: Int) {
    let rows = Rows.normal([300, 26], seed: 3)
    expectPlainAnswers(in: rows, queries: Rows.normal([count, 26], seed: 4), split: 19, ASSAY_AVX512)
  }

  @Test func rowsFindThemselvesAtDistanceZero() {
    let rows = Rows.clusters([500, 40], seed: 5)
    let nearest = search(in: rows, split: 40, ASSAY_AVX512).nearest(to: rows, on: WorkerPool(threadCount: 1))
    #expect(nearest[0].allSatisfy { $0.squaredDistance == 0 })
  }

  @Test func numbersThatOverflowAreAnswered() {
    let rows = Rows.normal([200, 8], seed: 6)
    let values: [Float] = [1e18, 1e19, 1e30, .greatestFiniteMagnitude, -.greatestFiniteMagnitude]
    let queries = Tensor(shape: [5, 8], elements: values.flatMap { [Float](repeating: $0, count: 8) })
    expectPlainAnswers(in: rows, queries: queries, split: 5, ASSAY_AVX512)
  }

  @Test func upperBoundsAreTight() {
    let pool = WorkerPool(threadCount: 2)
    let rows = Rows.normal([400, 50], seed: 7)
    let queries = Rows.normal([100, 50], seed: 8)
    let search = search(in: rows, split: 50, ASSAY_AVX512)
    let exact = search.nearest(to: queries, on: pool)[0]
    for (bound, nearest) in zip(search.upperBounds(for: queries, on: pool), exact) {
      #expect(bound >= nearest.squaredDistance)
      // Rounding to integers of 46,200 in all costs 4 |q| |r| sqrt(50 / 12) / 46200 = 0.01, the bound is twice that.
      #expect(bound <= nearest.squaredDistance + 2e-2)
    }
  }

  @Test(arguments: InstructionSets.available) func nearestRowsAreThoseOfThePlainLoop(
    set: assay_instruction_set
  ) {
    for make in [Rows.normal, Rows.lattice, Rows.clusters, Rows.spikes] {
      let (rows, queries) = (make([403, 77], 9), make([31, 77], 10))
      let found = search(in: rows, split: 77, set).nearest(3, to: queries, on: WorkerPool(threadCount: 2))
      for query in 0..<queries.rows {
        let squares = (0..<rows.rows).map { PlainSearch.squaredDistance(queries.row(query), rows.row($0)) }
        let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }.prefix(3)
        #expect(found[query].map(\.row) == Array(order))
        #expect(found[query].map(\.squaredDistance) == order.map { squares[$0] })
      }
    }
  }

  @Test func fewerRowsThanAskedForAreAllGiven() {
    let rows = Rows.normal([2, 5], seed: 11)
    let found = search(in: rows, split: 5, ASSAY_AVX512).nearest(
      3, to: Rows.normal([4, 5], seed: 12), on: WorkerPool(threadCount: 1))
    #expect(found.allSatisfy { $0.map(\.row).sorted() == [0, 1] })
  }

  private func search(in rows: Tensor, split: Int, _ set: assay_instruction_set) -> NearestRowSearch {
    let pool = WorkerPool(threadCount: 1)
    let takesPart = (0..<rows.rows).map { $0 % 3 != 1 }
    let first = PackedRows(rows, columns: 0..<split, on: pool)
    guard split < rows.rowCount else {
      return NearestRowSearch(rows: rows, parts: [first], instructions: set)
    }
    let second = PackedRows(rows, columns: split..<rows.rowCount, takesPart: takesPart, on: pool)
    return NearestRowSearch(rows: rows, parts: [first, second], instructions: set)
  }

  private func expectPlainAnswers(
    in rows: Tensor, queries: Tensor, split: Int, _ set: assay_instruction_set
  ) {
    let found = search(in: rows, split: split, set).nearest(to: queries, on: WorkerPool(threadCount: 2))
    let width = rows.rowCount
    let columns = split < width ? [[0..<split], [split..<width], [0..<split, split..<width]] : [[0..<width]]
    #expect(found.count == columns.count)
    for (channel, ranges) in columns.enumerated() {
      for query in 0..<queries.rows {
        let plain = PlainSearch.nearest(to: queries.row(query), in: rows, columns: ranges) {
          channel == 0 || $0 % 3 != 1
        }
        let nearest = found[channel][query]
        #expect(nearest.row == plain.row && nearest.squaredDistance == plain.squaredDistance)
      }
    }
  }
}
