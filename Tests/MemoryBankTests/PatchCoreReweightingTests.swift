import MemoryBank
import Tensors
import TestSupport
import Testing

@Suite struct PatchCoreReweightingTests {
  let pool = WorkerPool(threadCount: 1)

  @Test func weightsAreThoseOfSciPy() throws {
    let fixture = try Fixture()
    let distances = fixture["weight.distances"]
    let weights = (0..<distances.rows).map { row in
      PatchCoreReweighting().weight(of: distances[row, 0], among: Array(distances.row(row)))
    }
    #expect(relativeError(weights, fixture["weight.expected"].elements) < 1e-5)
  }

  @Test func largeDistancesDoNotOverflow() {
    let reweighting = PatchCoreReweighting()
    #expect(reweighting.weight(of: 1e30, among: [1e30, 2e30]) == 1)
    #expect(reweighting.weight(of: 1e30, among: [1e30, 1e30]) == 0.5)
    #expect(reweighting.weight(of: .greatestFiniteMagnitude, among: [.greatestFiniteMagnitude, 0]) == 0)
    #expect(reweighting.weight(of: 1, among: []) == 0)
  }

  @Test(arguments: DistanceKind.allCases)
  func neighboursAreThoseOfThePlainLoop(kind: DistanceKind) throws {
    let fixture = try Fixture()
    let bank = try FusedMemoryBank(tensors: fixture.tensors, prefix: "bank.", on: pool)
    let columns = [DistanceKind.appearance: 0..<19, .geometry: 19..<26, .fused: 0..<26][kind] ?? 0..<0
    let row = try #require(bank.hasGeometry.firstIndex(of: true))
    let rows = try bank.rows
    let expected = (0..<bank.count).filter { kind == .appearance || bank.hasGeometry[$0] }
      .map { other in
        let pairs = columns.map { rows[row, $0] - rows[other, $0] }
        return (pairs.reduce(0.0) { $0 + Double($1) * Double($1) }, other)
      }
      .sorted { $0 < $1 }.prefix(9).map(\.1)
    #expect(try bank.nearestRows(to: row, count: 9, kind: kind) == expected)
  }

  @Test func scoresAreDistancesTimesWeights() throws {
    let fixture = try Fixture()
    let bank = try FusedMemoryBank(tensors: fixture.tensors, prefix: "bank.", on: pool)
    let count = fixture["query.appearance"].rows
    let patches = bank.fusedRows(
      appearance: fixture["query.appearance"], geometry: fixture["query.geometry"],
      hasGeometry: [Bool](repeating: true, count: count), on: pool)
    let found = try bank.search(
      appearance: fixture["query.appearance"], geometry: fixture["query.geometry"],
      hasGeometry: [Bool](repeating: true, count: count), on: pool)
    for query in 0..<count {
      let row = found.fusedRows[query]
      let score = try PatchCoreReweighting(temperature: 3).score(
        of: query, in: patches, kind: .fused, bank: bank, nearest: row)
      #expect(score > 0 && score < found.fused[query])
      #expect(try bank.distance(of: query, in: patches, to: row, kind: .fused) == found.fused[query])
    }
  }
}
