import Detection
import PointClouds
import Tensors

/// Plates with a pattern in colour and relief, for tests of what a detector learns.
struct Plate {
  static let side = 64

  /// The periods of the pattern, in pixels: what tells one product from another.
  var periods = (rows: 6, columns: 9)

  /// The colour of the pattern.
  var color: SIMD3<Float> = [0.6, 0.5, 0.4]

  /// The centre of a bright dent of 8 x 8 pixels: row and column.
  var dent: (row: Int, column: Int)?

  /// One plate; each index has noise of its own.
  func capture(_ index: Int, inspected: PixelMask? = nil) throws -> Capture {
    var random = RandomStream(seed: UInt64(index))
    var (image, points): ([Float], [Float]) = ([], [])
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        var wave =
          0.5 + 0.25 * Float((row / periods.rows + column / periods.columns) % 3) + 0.02 * random.normal()
        if let dent, abs(row - dent.row) <= 4, abs(column - dent.column) <= 4 { wave = 1.6 - wave }
        image += [wave * color.x, wave * color.y, wave * color.z]
        points += [Float(column) * 1e-3, Float(row) * 1e-3, 0.5 - 2e-3 * wave]
      }
    }
    let shape = [Self.side, Self.side, 3]
    return try Capture(
      id: "\(index)", image: Tensor(shape: shape, elements: image),
      cloud: OrganizedCloud(xyz: Tensor(shape: shape, elements: points)), inspected: inspected)
  }

  /// Plates of some indices.
  func captures(_ indices: Range<Int>) throws -> CaptureSource {
    CaptureSource(try indices.map { try capture($0) })
  }

  /// Settings for plates that fill the frame.
  static var configuration: DetectorConfiguration {
    var configuration = DetectorConfiguration()
    configuration.preprocessing.inputSide = side
    configuration.preprocessing.background = .keep
    return configuration
  }

  /// A mask of the frame.
  static func mask(_ isInspected: (_ row: Int, _ column: Int) -> Bool) -> PixelMask {
    PixelMask(
      height: side, width: side, isInspected: (0..<side * side).map { isInspected($0 / side, $0 % side) })
  }
}
