import Branches
import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct ScatteringNetworkTests {
  private let pool = WorkerPool(threadCount: 2)

  /// Kymatio's 32-bit values differ from ours in rounding alone; the largest difference seen is 4e-6.
  @Test(arguments: ["colour", "seven", "two-scales", "one-scale"])
  func valuesAreKymatios(name: String) throws {
    let golden = try golden()
    let image = try #require(golden.tensors["\(name).image"])
    let expected = try #require(golden.tensors["\(name).coefficients"])
    let scales = try #require(golden.metadata["\(name).scales"].flatMap { Int($0) })
    let network = ScatteringNetwork(side: image.shape[0], scales: scales)
    let actual = network.coefficients(of: image, on: pool)
    #expect(actual.shape == expected.shape)
    for path in 0..<expected.shape[1] {  // path by path, since their magnitudes differ widely
      let column = { (tensor: Tensor) in (0..<tensor.rows).map { tensor[$0, path] } }
      #expect(relativeError(column(actual), column(expected)) < 1e-5, "path \(path)")
    }
  }

  @Test func pathsAreInKymatiosOrder() {
    let paths = ScatteringPath.all(scales: 3)
    #expect(paths.count == 217)
    #expect(paths[0].order == 0)
    #expect(paths[9].wavelets.map(\.scale) == [1])
    #expect(paths[25].wavelets.map(\.scale) == [0, 1])
    #expect(paths[216].wavelets.map(\.angle) == [7, 7])
    #expect(ScatteringPath.all(scales: 3, order: 1).count == 25)
  }

  @Test func lowerOrdersAreAPartOfAllOrders() throws {
    let image = noise(side: 32, channels: 3)
    let network = ScatteringNetwork(side: 32)
    let all = network.coefficients(of: image, on: pool)
    let some = network.coefficients(of: image, orders: [2, 1, 0], on: pool)
    let columns = Array(0..<217) + Array(217..<242) + [434]
    #expect(some.shape == [16, columns.count])
    for patch in 0..<16 { #expect(Array(some.row(patch)) == columns.map { all[patch, $0] }) }
  }

  @Test func movingTheImageByACellMovesTheGridByOne() {
    let wide = noise(side: 80, channels: 1)
    let window = { (left: Int) in
      let rows = (8..<72).flatMap { row in (left..<left + 64).map { wide[row, $0, 0] } }
      return Tensor(shape: [64, 64, 1], elements: rows)
    }
    let network = ScatteringNetwork(side: 64)
    let first = network.coefficients(of: window(0), on: pool)
    let second = network.coefficients(of: window(8), on: pool)
    for row in 3..<5 {  // away from the edges, whose padding differs
      let before = Array(first.row(row * 8 + 4))
      #expect(relativeError(Array(second.row(row * 8 + 3)), before) < 2e-3)
      #expect(relativeError(Array(second.row(row * 8 + 4)), before) > 1e-2)
    }
  }

  @Test func bytesDoNotDependOnThreads() {
    let image = noise(side: 48, channels: 3)
    let network = ScatteringNetwork(side: 48)
    let reference = network.coefficients(of: image, on: WorkerPool(threadCount: 1))
    for threads in [2, 3] {
      #expect(network.coefficients(of: image, on: WorkerPool(threadCount: threads)) == reference)
    }
  }

  @Test(arguments: [Float(0), 0.5, 1])
  func constantImagesHaveOnlyAMean(value: Float) {
    let image = Tensor(shape: [32, 32, 1], repeating: value)
    let coefficients = ScatteringNetwork(side: 32).coefficients(of: image, on: pool)
    for patch in 0..<16 {
      #expect(abs(coefficients[patch, 0] - value) < 1e-4)
      #expect(coefficients.row(patch).dropFirst().allSatisfy { $0 >= -1e-6 && $0 < 1e-4 })
    }
  }

  private func noise(side: Int, channels: Int) -> Tensor {
    var random = RandomStream(seed: 11)
    let elements = (0..<side * side * channels).map { _ in random.uniform() }
    return Tensor(shape: [side, side, channels], elements: elements)
  }

  private func golden() throws -> SafetensorsFile {
    let path = try #require(Bundle.module.resourcePath) + "/Fixtures/scattering.safetensors"
    return try SafetensorsFile.read(path)
  }
}
