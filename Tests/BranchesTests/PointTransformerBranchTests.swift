import Branches
import Foundation
import Networks
import PointClouds
import TensorFiles
import Tensors
import TestSupport
import Testing

/// The whole way from a cloud to patches against PyTorch and NumPy; see `Tools/reference/point_groups.py`.
@Suite struct PointTransformerBranchTests {
  private let pool = WorkerPool(threadCount: 2)
  private let branch: PointTransformerBranch

  init() throws {
    let metadata = ["heads": "3", "groups": "100", "group_size": "13"]
    branch = try PointTransformerBranch(
      tensors: ComputedWeights.pointTransformer(), metadata: metadata, path: "small")
  }

  @Test func featuresAreThePublishedOnes() throws {
    let path = try #require(Bundle.module.resourcePath) + "/Fixtures/point_groups.safetensors"
    let golden = try SafetensorsFile.read(path).tensors
    let xyz = try #require(golden["xyz"])
    let foreground = try #require(golden["foreground"]).elements.map { $0 > 0 }
    let view = PartView(
      image: Tensor(shape: xyz.shape), cloud: OrganizedCloud(xyz: xyz), foreground: foreground,
      grid: TestView.grid)
    let features = branch.features(of: view, on: pool)
    #expect(features.isValid == (try #require(golden["valid"]).elements.map { $0 > 0 }))
    expectClose(features.values, try #require(golden["features"]), within: 1e-5)
  }

  @Test func bytesDoNotDependOnThreads() {
    let reference = branch.features(of: TestView.part(), on: WorkerPool(threadCount: 1))
    #expect(reference.isValid.count { $0 } == 36)
    for threads in [2, 3] {
      #expect(branch.features(of: TestView.part(), on: WorkerPool(threadCount: threads)) == reference)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 5, 12, 40])
  func fewPointsDoNoHarm(points: Int) {
    let cloud = TestView.cloud { pixel, point in pixel % 97 == 0 && pixel / 97 < points ? point : .zero }
    let features = branch.features(of: view(of: cloud), on: pool)
    #expect(features.values.elements.allSatisfy { $0.isFinite })
    #expect(features.isValid.count { $0 } <= points && features.isValid.contains(true) == (points > 0))
  }

  @Test func manyEqualPointsDoNoHarm() {
    let cloud = TestView.cloud { _, _ in SIMD3(0, 0, 0.5) }
    let features = branch.features(of: view(of: cloud), on: pool)
    #expect(features.values.elements.allSatisfy { $0.isFinite })
  }

  @Test func overflowingWeightsMakeNoFeatures() throws {
    var tensors = ComputedWeights.pointTransformer()
    tensors["MAE_encoder.norm.weight"] = Tensor(shape: [36], repeating: .greatestFiniteMagnitude)
    tensors["MAE_encoder.norm.bias"] = Tensor(shape: [36], repeating: .greatestFiniteMagnitude)
    let branch = try PointTransformerBranch(tensors: tensors, metadata: ["heads": "3"], path: "small")
    let features = branch.features(of: TestView.part(), on: pool)
    #expect(features.values.elements.allSatisfy { $0.isFinite })
  }

  private func view(of cloud: OrganizedCloud) -> PartView {
    PartView(image: TestView.plain(0).image, cloud: cloud, grid: TestView.grid)
  }
}
