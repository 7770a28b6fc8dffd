import Branches
import PointClouds
import Tensors

/// A view of a small wavy part for tests.
enum TestView {
  /// The grid of the views: 8 x 8 patches over 64 x 64 pixels.
  static let grid = PatchGrid(inputSide: 64)

  /// A textured part in the middle of the view, on a wavy surface half a metre away.
  static func part(seed: UInt64 = 3) -> PartView {
    let side = grid.inputSide
    var random = RandomStream(seed: seed)
    let image = (0..<side * side * 3).map { _ in random.uniform() }
    let foreground = (0..<side * side).map { pixel in
      (8..<56).contains(pixel / side) && (8..<56).contains(pixel % side)
    }
    return PartView(
      image: Tensor(shape: [side, side, 3], elements: image), cloud: cloud(), foreground: foreground,
      grid: grid)
  }

  /// A view of nothing but one colour, without background.
  static func plain(_ value: Float) -> PartView {
    let side = grid.inputSide
    return PartView(image: Tensor(shape: [side, side, 3], repeating: value), cloud: cloud(), grid: grid)
  }

  /// A wavy surface of points 0.5 mm apart; `changed` may move points or make them invalid.
  static func cloud(changed: (Int, SIMD3<Float>) -> SIMD3<Float> = { $1 }) -> OrganizedCloud {
    let side = grid.inputSide
    var elements: [Float] = []
    for pixel in 0..<side * side {
      let x = Float(pixel % side - side / 2) * 0.0005
      let y = Float(pixel / side - side / 2) * 0.0005
      let bump = 40 * x * x + 20 * x * y - 30 * y * y * (1 + 50 * x)
      let point = changed(pixel, SIMD3(x, y, 0.5 + bump))
      elements += [point.x, point.y, point.z]
    }
    return OrganizedCloud(xyz: Tensor(shape: [side, side, 3], elements: elements))
  }
}
