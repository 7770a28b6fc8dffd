import MemoryBank
import Tensors
import TestSupport
import Testing

/// Banks that take in further patches, against plain loops.
@Suite struct AppendedBankTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test(arguments: [(40, 41), (40, 55), (400, 500), (1, 30)])
  func goingOnIsThePlainLoop(taken: Int, wanted: Int) {
    let points = Rows.normal([900, 7], seed: 21)
    let start = Array((0..<taken).map { $0 * 2 })
    var nearest = (0..<900).map { row in start.map { Self.square(points, row, $0) }.min() ?? .infinity }
    var expected = start
    while expected.count < wanted, let far = nearest.max(), far > 0 {
      let next = nearest.firstIndex(of: far) ?? 0
      expected.append(next)
      for row in 0..<900 { nearest[row] = min(nearest[row], Self.square(points, row, next)) }
    }
    let coreset = Coreset.select(from: points, count: wanted, goingOnFrom: start, on: pool)
    #expect(coreset.indices == expected)
    #expect(abs(coreset.radius - (nearest.max() ?? 0).squareRoot()) < 1e-5)
  }

  private static func square(_ points: Tensor, _ first: Int, _ second: Int) -> Float {
    zip(points.row(first), points.row(second)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  private func patches(_ count: Int, seed: UInt64, owner: Int32) -> TrainingPatches {
    TrainingPatches(
      appearance: Rows.normal([count, 9], seed: seed), geometry: Rows.normal([count, 4], seed: seed + 1),
      hasGeometry: (0..<count).map { $0 % 5 != 0 }, owners: [Int32](repeating: owner, count: count))
  }

  private func options(_ rows: Int) -> FusedMemoryBank.Options {
    var options = FusedMemoryBank.Options()
    options.budget = .rows(rows)
    return options
  }

  @Test func rowsStayWhileThereIsRoom() throws {
    let random = RandomStream(seed: 3)
    let bank = try FusedMemoryBank.build(
      from: patches(300, seed: 1, owner: 0), options: options(50), random: random, on: pool)
    let added = patches(200, seed: 7, owner: 4)
    let longer = try bank.appending(added, options: options(80), random: random, on: pool)
    #expect(longer.count == 80)
    #expect(
      try longer.rows.rows(at: Array(0..<50)) == bank.rows && Array(longer.owners.prefix(50)) == bank.owners)
    #expect(longer.owners.suffix(30).allSatisfy { $0 == 4 })
    #expect(longer.appearanceScale == bank.appearanceScale && longer.geometryScale == bank.geometryScale)
    // Every new row is a patch that was given, standardised as before.
    let given = bank.fusedRows(
      appearance: added.appearance, geometry: added.geometry, hasGeometry: added.hasGeometry, on: pool)
    let known = Set((0..<200).map { Array(given.row($0)) })
    let rows = try longer.rows
    #expect((50..<80).allSatisfy { known.contains(Array(rows.row($0))) })
    #expect(longer.coveringRadius >= bank.coveringRadius)
  }

  @Test func aFullBankSelectsAmongAll() throws {
    let random = RandomStream(seed: 3)
    let bank = try FusedMemoryBank.build(
      from: patches(300, seed: 1, owner: 0), options: options(50), random: random, on: pool)
    let full = try bank.appending(
      patches(200, seed: 7, owner: 4), options: options(50), random: random, on: pool)
    #expect(full.count == 50)
    #expect(full.owners.contains(0) && full.owners.contains(4))
    #expect(full.coveringRadius > bank.coveringRadius)
  }

  @Test func featuresThatAreNotFiniteAreRefused() throws {
    let random = RandomStream(seed: 3)
    let bank = try FusedMemoryBank.build(from: patches(30, seed: 1, owner: 0), random: random, on: pool)
    var geometry = Rows.normal([2, 4], seed: 5)
    geometry[1, 2] = .infinity
    let bad = TrainingPatches(
      appearance: Rows.normal([2, 9], seed: 6), geometry: geometry, hasGeometry: [true, true], owners: [1, 1])
    #expect(throws: MemoryBankError.unusableFeatures(.geometry)) {
      try bank.appending(bad, random: random, on: pool)
    }
  }
}
