import MemoryBank
import Tensors
import TestSupport
import Testing

@Suite struct FeatureScaleTests {
  let pool = WorkerPool(threadCount: 2)

  @Test func centerAndDistanceAreThoseOfNumPy() throws {
    let fixture = try Fixture()
    let scale = FeatureScale(of: fixture["scale.patches"], random: RandomStream(seed: 1), on: pool)
    #expect(relativeError(scale.center, fixture["scale.center"].elements) < 1e-6)
    // The fixture averages over all pairs, the scale over a sample of them.
    #expect(relativeError([scale.typicalDistance], fixture["scale.typical_distance"].elements) < 0.01)
  }

  @Test func invalidPatchesDoNotCount() {
    let patches = Rows.normal([40, 3], seed: 2)
    var spoiled = patches
    for row in stride(from: 0, to: 40, by: 2) { spoiled[row, 1] = .nan }
    let odd = (0..<40).map { $0 % 2 == 1 }
    let scale = FeatureScale(of: spoiled, where: odd, random: RandomStream(seed: 3), on: pool)
    let kept = patches.rows(at: Array(stride(from: 1, to: 40, by: 2)))
    #expect(scale == FeatureScale(of: kept, random: RandomStream(seed: 3), on: pool))
  }

  @Test func patchesWithoutSpreadHaveDistanceOne() {
    for shape in [[0, 3], [1, 3], [5, 3], [5, 0]] {
      let scale = FeatureScale(
        of: Tensor(shape: shape, repeating: 2), random: RandomStream(seed: 4), on: pool)
      #expect(scale.typicalDistance == 1)
      #expect(scale.center == [Float](repeating: shape[0] > 0 ? 2 : 0, count: shape[1]))
    }
  }

  @Test func threadsDoNotMatter() {
    let patches = Rows.normal([5_000, 7], seed: 5)
    let scales = [1, 2, 3].map {
      FeatureScale(of: patches, random: RandomStream(seed: 6), on: WorkerPool(threadCount: $0))
    }
    #expect(scales[0] == scales[1] && scales[1] == scales[2])
  }

  @Test func projectionsKeepDistances() {
    let rows = Rows.normal([600, 700], seed: 7)
    let projection = RandomProjection(inputCount: 700, outputCount: 128, random: RandomStream(seed: 8))
    let projected = projection.projected(rows, on: pool)
    #expect(projected.shape == [600, 128])
    let ratios = (0..<300).map { pair in
      PlainSearch.squaredDistance(projected.row(pair), projected.row(pair + 300))
        / PlainSearch.squaredDistance(rows.row(pair), rows.row(pair + 300))
    }
    #expect(abs(ratios.reduce(0, +) / 300 - 1) < 0.05)
    #expect(ratios.allSatisfy { $0 > 0.5 && $0 < 1.6 })
    #expect(projection.projected(rows, on: WorkerPool(threadCount: 3)) == projected)
  }

  @Test func shortRowsAreNotProjected() {
    let rows = Rows.normal([5, 20], seed: 9)
    let projection = RandomProjection(inputCount: 20, outputCount: 128, random: RandomStream(seed: 8))
    #expect(projection.projected(rows, on: pool) == rows)
  }
}
