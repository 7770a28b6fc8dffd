import Foundation
import Synchronization
import Tensors
import Testing

@Suite struct WorkerPoolTests {
  @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 1000])
  func everyIndexIsVisitedOnce(threads: Int, count: Int) {
    let pool = WorkerPool(threadCount: threads)
    let visits = Mutex([Int](repeating: 0, count: count))
    for _ in 0..<20 { pool.forEach(count) { index in visits.withLock { $0[index] += 1 } } }
    #expect(visits.withLock { $0.allSatisfy { $0 == 20 } })
  }

  /// The first index waits for all others, so whoever has it leaves the rest of its share to the other threads.
  @Test(.timeLimit(.minutes(1)), arguments: [2, 3])
  func nobodyWaitsForASlowThread(threads: Int) {
    let done = Atomic<Int>(0)
    WorkerPool(threadCount: threads).forEach(40) { index in
      while index == 0, done.load(ordering: .acquiring) < 39 { usleep(100) }
      done.wrappingAdd(1, ordering: .acquiringAndReleasing)
    }
    #expect(done.load(ordering: .acquiring) == 40)
  }

  @Test func nestedCallsRunOnTheCallingThread() {
    let pool = WorkerPool(threadCount: 2)
    let sums = pool.map(10) { outer in pool.map(10) { $0 * outer }.reduce(0, +) }
    #expect(sums == (0..<10).map { 45 * $0 })
  }

  @Test(arguments: [1, 2, 3])
  func tensorBlocksCoverAllRows(threads: Int) {
    let pool = WorkerPool(threadCount: threads)
    let filled = pool.tensor(shape: [37, 3], blockRows: 8) { rows, block in
      for (position, row) in rows.enumerated() {
        for column in 0..<3 { block[position * 3 + column] = Float(row * 10 + column) }
      }
    }
    for row in 0..<37 { #expect(Array(filled.row(row)) == (0..<3).map { Float(row * 10 + $0) }) }
  }

  @Test func productsAreTheSameForEveryThreadCount() {
    var random = RandomStream(seed: 7)
    let left = Tensor(shape: [700, 33], elements: (0..<700 * 33).map { _ in random.normal() })
    let right = Tensor(shape: [33, 51], elements: (0..<33 * 51).map { _ in random.normal() })
    let reference = left.multiplied(by: right, on: WorkerPool(threadCount: 1))
    for threads in [2, 3] {
      #expect(left.multiplied(by: right, on: WorkerPool(threadCount: threads)) == reference)
    }
    let expected = (0..<33).reduce(Float(0)) { $0 + left[699, $1] * right[$1, 50] }
    #expect(abs(reference[699, 50] - expected) < 1e-4)
  }
}
