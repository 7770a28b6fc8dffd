import Tensors

/// A wavy plate whose brightness follows its height, 64 x 64 pixels: a part that needs no rendering.
public enum WavyPlate {
  /// The rows and columns of its image and cloud.
  public static let side = 64

  /// One of many plates that differ in their noise.
  ///
  /// - Parameter index: Which one; the same number gives the same plate.
  /// - Returns: Colours in `0...1` and points in metres, both `[side, side, 3]`.
  public static func pixels(_ index: Int) -> (image: Tensor, xyz: Tensor) {
    var random = RandomStream(seed: UInt64(index))
    var (image, points): ([Float], [Float]) = ([], [])
    for row in 0..<side {
      for column in 0..<side {
        let wave = 0.5 + 0.25 * Float((row / 6 + column / 9) % 3) + 0.02 * random.normal()
        image += [wave * 0.6, wave * 0.5, wave * 0.4]
        points += [Float(column) * 1e-3, Float(row) * 1e-3, 0.5 - 2e-3 * wave]
      }
    }
    return (
      Tensor(shape: [side, side, 3], elements: image), Tensor(shape: [side, side, 3], elements: points)
    )
  }
}
