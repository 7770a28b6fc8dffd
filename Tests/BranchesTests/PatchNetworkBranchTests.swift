import Branches
import Foundation
import Networks
import PointClouds
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct PatchNetworkBranchTests {
  private let pool = WorkerPool(threadCount: 2)

  /// `avg_pool2d`, `interpolate` and `cat` of PyTorch over its own stages; the largest difference seen is 3e-6.
  @Test(arguments: ["resnet18", "resnet18-oblong", "resnet50-caffe"])
  func featuresArePyTorchs(name: String) throws {
    let golden = try golden()
    let size = try #require(golden.metadata["\(name).size"]).split(separator: ",").compactMap { Int($0) }
    let branch = try branch(name, golden.metadata)
    let image = image(height: size[0], width: size[1])
    for (part, rows, columns) in [("patches", size[0] / 8, size[1] / 8), ("grid", 7, 5)] {
      let actual = branch.features(of: image, rows: rows, columns: columns, on: pool)
      #expect(actual.shape == [rows * columns, branch.featureCount])
      let kept = stride(from: 0, to: actual.count, by: 13).map { actual[flat: $0] }
      let expected = try #require(golden.tensors["\(name).\(part)"])
      #expect(relativeError(kept, expected.elements) < 1e-5, "\(part)")
    }
  }

  @Test func aViewIsDescribedOnItsGrid() throws {
    let branch = try branch("resnet18", golden().metadata)
    let cloud = OrganizedCloud(xyz: Tensor(shape: [64, 64, 3], repeating: 1))
    for cell in [8, 16] {
      let grid = PatchGrid(inputSide: 64, cellSide: cell)
      let view = PartView(image: image(height: 64, width: 64), cloud: cloud, grid: grid)
      let results = (1...3).map { branch.features(of: view, on: WorkerPool(threadCount: $0)) }
      #expect(results[0].values.shape == [grid.patchCount, 384])
      #expect(results[0].isValid.allSatisfy { $0 })
      #expect(results[0] == results[1] && results[0] == results[2])
    }
    #expect(branch.identifier == "resnet18")
  }

  /// Whatever stage 3 holds, adaptors do not see it.
  @Test func adaptorsTakeStageTwo() throws {
    let branch = try branch("resnet18", golden().metadata)
    var tensors = branch.tensors
    for (name, tensor) in tensors where name.hasPrefix("layer3.") {
      tensors[name] = Tensor(shape: tensor.shape, elements: tensor.elements.map { $0 / 2 })
    }
    let other = try PatchNetworkBranch(tensors: tensors, metadata: branch.metadata)
    #expect(branch.adaptableFeatures == 0..<128)
    let pool = WorkerPool(threadCount: 2)
    let features = [branch, other].map {
      $0.features(of: image(height: 64, width: 64), rows: 8, columns: 8, on: pool)
    }
    for patch in 0..<64 {
      let (first, second) = (Array(features[0].row(patch)), Array(features[1].row(patch)))
      #expect(first[branch.adaptableFeatures] == second[branch.adaptableFeatures])
      #expect(first.suffix(256) != second.suffix(256))
    }
  }

  private func branch(_ name: String, _ metadata: [String: String]) throws -> PatchNetworkBranch {
    let architecture = try #require(
      metadata["\(name).architecture"].flatMap(ResidualArchitecture.init(rawValue:)))
    let tensors = architecture.tensorShapes.map { ($0, FormulaTensor.weights($0, shape: $1)) }
    let caffe = ["stride_in_1x1": "true", "max_pool": "kernel 3 stride 2 padding 0 ceil"]
    return try PatchNetworkBranch(
      tensors: Dictionary(uniqueKeysWithValues: tensors),
      metadata: metadata["\(name).caffe"] == "true" ? caffe : [:])
  }

  private func image(height: Int, width: Int) -> Tensor {
    Tensor(
      shape: [height, width, 3], elements: FormulaTensor.uniform("image", count: height * width * 3))
  }

  private func golden() throws -> SafetensorsFile {
    let path = try #require(
      Bundle.module.path(forResource: "patch_network", ofType: "safetensors", inDirectory: "Fixtures"))
    return try SafetensorsFile.read(path)
  }
}
