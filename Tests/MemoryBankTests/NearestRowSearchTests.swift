import CKernels
import MemoryBank
import Tensors
import TestSupport
import Testing

@Suite struct NearestRowSearchTests {
  @Test(arguments: BoundsKernels.available, [1, 7, 127, 128, 129, 1_009])
  func answersAreThoseOfThePlainLoop(kernel: assay_bounds_kernel, count: Int) {
    for (split, width) in [(19, 26), (1, 2), (33, 33), (128, 161)] {
      for make in [Rows.normal, Rows.lattice, Rows.clusters] {
        let rows = make([count, width], 1)
        expectPlainAnswers(in: rows, queries: make([23, width], 2), split: split, kernel)
      }
    }
  }

  @Test(arguments: [1, 83, 84, 85, 211])
  func everyBatchSizeIsAnswered(count: Int) {
    let rows = Rows.normal([300, 26], seed: 3)
    expectPlainAnswers(in: rows, queries: Rows.normal([count, 26], seed: 4), split: 19, BoundsKernels.best)
  }

  @Test func rowsFindThemselvesAtDistanceZero() {
    let rows = Rows.clusters([500, 40], seed: 5)
    let nearest = search(in: rows, split: 40, BoundsKernels.best).nearest(
      to: rows, on: WorkerPool(threadCount: 1))
    #expect(nearest[0].allSatisfy { $0.squaredDistance == 0 })
  }

  @Test func numbersThatOverflowAreAnswered() {
    let rows = Rows.normal([200, 8], seed: 6)
    let values: [Float] = [1e18, 1e19, 1e30, .greatestFiniteMagnitude, -.greatestFiniteMagnitude]
    let queries = Tensor(shape: [5, 8], elements: values.flatMap { [Float](repeating: $0, count: 8) })
    expectPlainAnswers(in: rows, queries: queries, split: 5, BoundsKernels.best)
  }

  @Test(arguments: BoundsKernels.available) func nearestRowsAreThoseOfThePlainLoop(
    kernel: assay_bounds_kernel
  ) {
    for make in [Rows.normal, Rows.lattice, Rows.clusters, Rows.spikes] {
      let (rows, queries) = (make([403, 77], 9), make([31, 77], 10))
      let found = search(in: rows, split: 77, kernel).nearest(3, to: queries, on: WorkerPool(threadCount: 2))
      for query in 0..<queries.rows {
        let squares = (0..<rows.rows).map { PlainSearch.squaredDistance(queries.row(query), rows.row($0)) }
        let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }.prefix(3)
        #expect(found[query].map(\.row) == Array(order))
        #expect(found[query].map(\.squaredDistance) == order.map { squares[$0] })
      }
    }
  }

  /// Bounds of integers as large as they can be show whether sums of products overflow.
  @Test(arguments: BoundsKernels.available) func boundsAreBelowDistancesAndNear(kernel: assay_bounds_kernel) {
    for make in [Rows.normal, Rows.signs, Rows.lattice] {
      let (rows, queries) = (make([100, 50], 13), make([30, 50], 14))
      let packed = PackedRows(rows, columns: 0..<50, kernel: kernel, on: WorkerPool(threadCount: 1))
      let bounds = DistanceBounds([PackedQueries(queries, 0..<30, for: packed)], tiles: packed.tiles)
      bounds.compute(tiles: 0..<packed.tiles)
      for query in 0..<30 {
        var seen = 0
        bounds.forEach(query, 0, in: 0..<100, from: 0, upTo: .infinity) { row, bound in
          let distance = PlainSearch.squaredDistance(queries.row(query), rows.row(row))
          #expect(bound <= distance)
          // Rounding moves an element by at most half of 4 / 63, a vector by 0.23; vectors are shorter than 12.
          #expect(bound >= distance - 2 * 2 * 2 * 0.23 * 12)
          seen += 1
        }
        #expect(seen == 100)
      }
    }
  }

  @Test(arguments: BoundsKernels.available, [66_000, 140_000])
  func longVectorsAreAnswered(kernel: assay_bounds_kernel, width: Int) {
    let ones = Tensor(shape: [1, width], elements: [Float](repeating: 1, count: width))
    let rows = Tensor(
      shape: [3, width], elements: [-1, 1, 0.5].flatMap { [Float](repeating: $0, count: width) })
    let found = search(in: rows, split: width, kernel).nearest(3, to: ones, on: WorkerPool(threadCount: 1))
    #expect(found[0].map(\.row) == [1, 2, 0])
  }

  @Test func boundsWithinALimitAreFound() {
    let bounds: [Float] = (0..<203).map { $0 % 7 == 3 ? .nan : Float($0 * 37 % 101) }
    for limit: Float in [-1, 0, 50, 1_000, .infinity, .nan] {
      var positions = [Int32](repeating: -1, count: bounds.count)
      let found = assay_bounds_within(bounds, bounds.count, limit, &positions)
      #expect(positions.prefix(found).map(Int.init) == bounds.indices.filter { !(bounds[$0] > limit) })
    }
  }

  @Test func fewerRowsThanAskedForAreAllGiven() {
    let rows = Rows.normal([2, 5], seed: 11)
    let found = search(in: rows, split: 5, BoundsKernels.best).nearest(
      3, to: Rows.normal([4, 5], seed: 12), on: WorkerPool(threadCount: 1))
    #expect(found.allSatisfy { $0.map(\.row).sorted() == [0, 1] })
  }

  private func search(in rows: Tensor, split: Int, _ kernel: assay_bounds_kernel) -> NearestRowSearch {
    let pool = WorkerPool(threadCount: 1)
    let takesPart = (0..<rows.rows).map { $0 % 3 != 1 }
    let first = PackedRows(rows, columns: 0..<split, kernel: kernel, on: pool)
    guard split < rows.rowCount else { return NearestRowSearch(rows: rows, parts: [first]) }
    let second = PackedRows(
      rows, columns: split..<rows.rowCount, takesPart: takesPart, kernel: kernel, on: pool)
    return NearestRowSearch(rows: rows, parts: [first, second])
  }

  private func expectPlainAnswers(
    in rows: Tensor, queries: Tensor, split: Int, _ kernel: assay_bounds_kernel
  ) {
    let found = search(in: rows, split: split, kernel).nearest(to: queries, on: WorkerPool(threadCount: 2))
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
