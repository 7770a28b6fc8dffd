import Branches
import Foundation
import PointClouds
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct PointHistogramBranchTests {
  private let pool = WorkerPool(threadCount: 2)
  private let branch = PointHistogramBranch()

  /// Single precision puts a few pairs into the next bin; a wrong weight or block changes whole columns.
  @Test func featuresAreOpen3DsPooled() throws {
    let path = try #require(Bundle.module.resourcePath) + "/Fixtures/point_histograms.safetensors"
    let golden = try SafetensorsFile.read(path)
    let expected = try #require(golden.tensors["features"])
    let xyz = try #require(golden.tensors["xyz"])
    let foreground = try #require(golden.tensors["foreground"]).elements.map { $0 > 0 }
    let view = PartView(
      image: Tensor(shape: xyz.shape), cloud: OrganizedCloud(xyz: xyz), foreground: foreground,
      grid: TestView.grid)
    var options = PointHistogramOptions()
    options.scales = [
      .init(normalRadius: 2, step: 1, neighbourCount: 50),
      .init(normalRadius: 3, step: 3, neighbourCount: 80),
    ]
    let branch = PointHistogramBranch(options: options)
    let features = branch.features(of: view, on: pool)
    expectClose(features.values.columns(0..<expected.rowCount), expected, within: 0.01)
    for patch in 0..<64 {
      #expect(features.isValid[patch] == expected.row(patch).contains { $0 != 0 })
    }
  }

  @Test func bytesDoNotDependOnThreads() {
    let reference = branch.features(of: TestView.part(), on: WorkerPool(threadCount: 1))
    #expect(reference.isValid.count { $0 } == 36)
    for threads in [2, 3] {
      #expect(branch.features(of: TestView.part(), on: WorkerPool(threadCount: threads)) == reference)
    }
  }

  @Test func cloudsWithoutPointsHaveNoFeatures() {
    let view = view(of: TestView.cloud { _, _ in .zero })
    let features = branch.features(of: view, on: pool)
    #expect(features.values == Tensor(shape: [64, branch.featureCount]))
    #expect(!features.isValid.contains(true))
  }

  @Test(arguments: [1, 2, 3, 5])
  func fewPointsDoNoHarm(points: Int) {
    let cloud = TestView.cloud { pixel, point in pixel % 997 < points && pixel < 997 ? point : .zero }
    let features = branch.features(of: view(of: cloud), on: pool)
    #expect(features.values.elements.allSatisfy { $0.isFinite })
  }

  @Test func patchesWithoutPointsAreInvalid() {
    let cloud = TestView.cloud { pixel, point in pixel % 64 < 32 ? point : .zero }
    let features = branch.features(of: view(of: cloud), on: pool)
    for patch in 0..<64 {
      #expect(features.isValid[patch] == (patch % 8 < 4))
      #expect(features.values.row(patch).contains { $0 != 0 } == (patch % 8 < 4))
    }
  }

  /// Points move rigidly; rounding moves single pairs from one bin to the next.
  @Test func posesDoNotMatter() {
    let turned = TestView.cloud { _, point in
      let (cosine, sine) = (Float(0.8), Float(0.6))
      return SIMD3(
        cosine * point.x - sine * point.y + 0.05, sine * point.x + cosine * point.y, point.z + 0.1)
    }
    let before = branch.features(of: view(of: TestView.cloud()), on: pool)
    let after = branch.features(of: view(of: turned), on: pool)
    let shapes = [before, after].map { $0.values.columns(0..<branch.featureCount - 4) }
    #expect(relativeError(shapes[1].elements, shapes[0].elements) < 0.02)
    // The normals that adaptors take turn with the part.
    let facing = [before, after].map { $0.values.columns(branch.featureCount - 4..<branch.featureCount - 1) }
    #expect(facing[0].elements.contains { abs($0) > 0.01 })
    for patch in 0..<64 where before.isValid[patch] {
      let (normal, turned) = (Array(facing[0].row(patch)), Array(facing[1].row(patch)))
      #expect(abs(0.8 * normal[0] - 0.6 * normal[1] - turned[0]) < 0.02)
      #expect(abs(0.6 * normal[0] + 0.8 * normal[1] - turned[1]) < 0.02)
      #expect(abs(normal[2] - turned[2]) < 0.02)
    }
  }

  /// Banks compare means over neighbours, then each patch by itself; adaptors take the latter, and four values of the normal.
  @Test func adaptorsTakeEachPatchByItself() throws {
    let view = view(of: TestView.cloud())
    let features = branch.features(of: view, on: pool)
    let (compared, taken) = (branch.bankFeatures, branch.adaptableFeatures)
    #expect(compared == 0..<72 && taken == 36..<76 && branch.featureCount == 76)
    let own = PatchFeatures(values: features.values.columns(36..<72), isValid: features.isValid)
    let averaged = features.values.columns(0..<36)
    #expect(own.averagedWithNeighbours(in: view.grid, on: pool).values == averaged && own.values != averaged)
    var options = PointHistogramOptions()
    options.comparesSinglePatches = nil
    #expect(PointHistogramBranch(options: options).bankFeatures == 0..<36)
    options.adaptorNormalWeight = nil
    let earlier = PointHistogramBranch(options: options)
    #expect(earlier.adaptableFeatures == 0..<36 && earlier.featureCount == 36)
    #expect(earlier.features(of: view, on: pool).values == averaged)
  }

  @Test func aDentChangesItsPatchMost() {
    let before = branch.features(of: view(of: TestView.cloud()), on: pool)
    let dented = TestView.cloud { pixel, point in
      let row = Float(pixel / 64 - 28)
      let column = Float(pixel % 64 - 36)
      let depth: Float = row * row + column * column < 16 ? 0.001 : 0
      return point + SIMD3(0, 0, depth)
    }
    let after = branch.features(of: view(of: dented), on: pool)
    let change = (0..<64).map { patch in
      zip(before.values.row(patch), after.values.row(patch)).reduce(Float(0)) { sum, pair in
        sum + (pair.0 - pair.1) * (pair.0 - pair.1)
      }
    }
    #expect(change.indices.max { change[$0] < change[$1] } == 3 * 8 + 4)
  }

  private func view(of cloud: OrganizedCloud) -> PartView {
    let side = TestView.grid.inputSide
    return PartView(
      image: Tensor(shape: [side, side, 3]), cloud: cloud, grid: TestView.grid)
  }
}
