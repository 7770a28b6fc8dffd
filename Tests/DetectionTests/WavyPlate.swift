import Detection
import PointClouds
import Tensors

/// A wavy plate whose brightness follows its height, 64 x 64 pixels.
enum WavyPlate {
  /// One of many plates that differ in their noise.
  static func capture(_ index: Int) throws -> Capture {
    var random = RandomStream(seed: UInt64(index))
    let side = 64
    var (image, points): ([Float], [Float]) = ([], [])
    for row in 0..<side {
      for column in 0..<side {
        let wave = 0.5 + 0.25 * Float((row / 6 + column / 9) % 3) + 0.02 * random.normal()
        image += [wave * 0.6, wave * 0.5, wave * 0.4]
        points += [Float(column) * 1e-3, Float(row) * 1e-3, 0.5 - 2e-3 * wave]
      }
    }
    return try Capture(
      id: "\(index)", image: Tensor(shape: [side, side, 3], elements: image),
      cloud: OrganizedCloud(xyz: Tensor(shape: [side, side, 3], elements: points)))
  }
}
