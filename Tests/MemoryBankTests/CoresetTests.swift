import MemoryBank
import Tensors
import TestSupport
import Testing

@Suite struct CoresetTests {
  let pool = WorkerPool(threadCount: 2)

  @Test func orderIsThatOfNumPy() throws {
    let fixture = try Fixture()
    let coreset = Coreset.select(from: fixture["coreset.points"], count: 60, first: 17, on: pool)
    #expect(coreset.indices == fixture.indices("coreset.taken"))
    #expect(relativeError([coreset.radius], fixture["coreset.radius"].elements) < 1e-6)
  }

  @Test(arguments: [(1, 1), (2, 2), (97, 97), (1_511, 200), (3_001, 700)])
  func selectionIsThatOfThePlainLoop(count: Int, wanted: Int) {
    for make in [Rows.normal, Rows.lattice, Rows.clusters] {
      let points = make([count, 10], 9)
      let first = count / 2
      let plain = PlainSearch.coreset(of: points, count: wanted, first: first)
      let coreset = Coreset.select(from: points, count: wanted, first: first, on: pool)
      #expect(coreset.indices == plain.taken)
      #expect(coreset.radius == plain.squaredRadius.squareRoot())
    }
  }

  @Test func threadsDoNotMatter() {
    let points = Rows.normal([2_000, 33], seed: 10)
    let one = Coreset.select(from: points, count: 300, first: 0, on: WorkerPool(threadCount: 1))
    for threads in [2, 3] {
      let pool = WorkerPool(threadCount: threads)
      #expect(Coreset.select(from: points, count: 300, first: 0, on: pool) == one)
    }
  }

  @Test func equalRowsAreTakenOnce() {
    let points = Tensor(shape: [6, 1], elements: [1, 5, 1, 5, 1, 1])
    let coreset = Coreset.select(from: points, count: 6, first: 2, on: pool)
    #expect(coreset == Coreset.select(from: points, count: 2, first: 2, on: pool))
    #expect(coreset.indices == [2, 1])
    #expect(coreset.radius == 0)
  }

  @Test func theRadiusTargetEndsTheSelection() {
    let points = Rows.normal([800, 5], seed: 11)
    let target: Float = 1.5
    let coreset = Coreset.select(from: points, count: 800, radiusTarget: target, first: 0, on: pool)
    #expect(coreset.radius <= target)
    let shorter = Coreset.select(from: points, count: coreset.indices.count - 1, first: 0, on: pool)
    #expect(shorter.radius > target)
  }

  @Test func progressRises() {
    var seen: [Int] = []
    let points = Rows.normal([5_000, 4], seed: 12)
    _ = Coreset.select(from: points, count: 2_000, first: 0, on: pool) { taken, wanted in
      seen.append(taken)
      #expect(wanted == 2_000)
    }
    #expect(seen.count > 1 && seen == seen.sorted())
  }

  @Test func budgetsAreResolved() throws {
    #expect(try CoresetBudget.rows(10).rows(of: 7) == 7)
    #expect(try CoresetBudget.ratio(0.1).rows(of: 59) == 5)
    #expect(try CoresetBudget.ratio(0.1).rows(of: 3) == 1)
    #expect(throws: MemoryBankError.noPatches) { try CoresetBudget.rows(10).rows(of: 0) }
    for budget in [CoresetBudget.rows(0), .rows(-1), .ratio(0), .ratio(1.5), .ratio(-.infinity)] {
      #expect(throws: MemoryBankError.badBudget(budget, patches: 7)) { try budget.rows(of: 7) }
    }
    #expect(throws: MemoryBankError.self) { try CoresetBudget.ratio(.nan).rows(of: 7) }
    let message = MemoryBankError.badBudget(.rows(0), patches: 7).description
    #expect(message.contains("found 0 rows of 7 patches"))
  }
}
