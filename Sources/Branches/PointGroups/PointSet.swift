import PointClouds
import Tensors

/// The points of a part in a row, each with the pixel it was seen at.
struct PointSet: Sendable {
  /// Ascending.
  let pixels: [Int]
  let x: [Float]
  let y: [Float]
  let z: [Float]

  /// The valid points of a cloud.
  init(_ cloud: OrganizedCloud) {
    self.init(cloud, at: cloud.isValid.indices.filter { cloud.isValid[$0] })
  }

  /// The points of some pixels that have one.
  init(_ cloud: OrganizedCloud, at pixels: [Int]) {
    self.pixels = pixels
    let points = pixels.map { cloud.point(at: $0) ?? .zero }
    x = points.map(\.x)
    y = points.map(\.y)
    z = points.map(\.z)
  }

  var count: Int { pixels.count }

  func point(_ index: Int) -> SIMD3<Float> { SIMD3(x[index], y[index], z[index]) }

  /// The coordinates, `[points, 3]` in metres.
  var coordinates: Tensor {
    Tensor(shape: [count, 3], elements: (0..<count).flatMap { [x[$0], y[$0], z[$0]] })
  }
}
