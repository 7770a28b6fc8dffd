import Adaptation
import Networks
import Tensors
import Testing

/// The nearest entries of a memory against a plain loop.
@Suite struct FeatureMemoryTests {
  private let pool = WorkerPool(threadCount: 2)

  /// Widths with and without whole quads; memories that fill no tile, one, and more than one.
  @Test(arguments: [3, 36, 67], [5, 32, 100]) func nearest(width: Int, capacity: Int) {
    var random = RandomStream(seed: UInt64(width * capacity))
    let rows = Self.draw([capacity, width], &random)
    let owners = (0..<capacity).map { Int32($0 % 4) - ($0 == 1 ? 2 : 0) }
    let memory = FeatureMemory(rows: rows, owners: owners, next: 0)
    let features = Self.draw([75, width], &random)
    let samples = TokenSamples(counts: [60, 0, 15])
    let found = memory.nearest(to: features, samples: samples, sampleOwners: [0, 1, 9], on: pool)
    for (feature, entry) in found.enumerated() {
      let owner: Int32 = feature < 60 ? 0 : 9
      let expected = Self.nearest(features.row(feature), rows) { owners[$0] >= 0 && owners[$0] != owner }
      #expect(entry.row == expected.row)
      #expect(abs(Double(entry.squaredDistance) - expected.distance) <= 1e-5 * expected.distance)
    }
  }

  @Test func theFirstOfEqualsIsTaken() {
    var random = RandomStream(seed: 5)
    let rows = Self.draw([6, 9], &random)
    let memory = FeatureMemory(
      rows: .init(shape: [12, 9], elements: rows.elements + rows.elements),
      owners: [Int32](repeating: 1, count: 12), next: 0)
    let found = memory.nearest(to: rows, samples: TokenSamples(counts: [6]), sampleOwners: [0], on: pool)
    #expect(found.map(\.row) == Array(0..<6))
    #expect(found.allSatisfy { $0.squaredDistance == 0 })
  }

  @Test func memoriesWithoutEntriesForASample() {
    let features = Tensor(shape: [3, 4], repeating: 1)
    let own = FeatureMemory(rows: features, owners: [2, 2, -1], next: 0)
    let none = FeatureMemory(rows: Tensor(shape: [0, 4]), owners: [], next: 0)
    for memory in [own, none] {
      let found = memory.nearest(
        to: features, samples: TokenSamples(counts: [3]), sampleOwners: [2], on: pool)
      #expect(found.map(\.row) == [-1, -1, -1])
      let loss = CompactnessLoss(
        of: features, samples: TokenSamples(counts: [3]), owners: [2], memory: memory, cap: 2, on: pool)
      #expect(loss.value == 0 && loss.gradient.elements == [Float](repeating: 0, count: 12))
    }
  }

  private static func nearest(
    _ feature: ArraySlice<Float>, _ rows: Tensor, where takesPart: (Int) -> Bool
  ) -> (row: Int, distance: Double) {
    var best = (row: -1, distance: Double.infinity)
    for row in 0..<rows.rows where takesPart(row) {
      let distance = zip(feature, rows.row(row)).reduce(0) {
        $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
      }
      if distance < best.distance { best = (row, distance) }
    }
    return best
  }

  private static func draw(_ shape: [Int], _ stream: inout RandomStream) -> Tensor {
    Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in stream.normal() })
  }
}
