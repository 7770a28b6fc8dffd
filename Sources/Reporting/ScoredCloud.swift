import Files
import Tensors

/// The valid points of a part with their colors and anomaly scores, for viewers of point clouds.
///
/// Written as PLY, binary and little-endian. The score is the property `scalar_score`: CloudCompare
/// takes the prefix `scalar_` as the mark of a scalar field and shows it as "score", Open3D's tensor reader
/// gives it as the attribute of that name.
public struct ScoredCloud: Sendable {
  private let points: Tensor
  private let isValid: [Bool]
  private let colors: Tensor
  private let scores: Tensor

  /// Puts together what is known about each pixel.
  ///
  /// - Parameters:
  ///   - points: `[height, width, 3]` in metres, x right, y down, z away from the sensor.
  ///   - isValid: Whether each pixel has a point, row-major.
  ///   - colors: `[height, width, 3]`, each in 0...1.
  ///   - scores: Anomaly scores `[height, width]`.
  public init(points: Tensor, isValid: [Bool], colors: Tensor, scores: Tensor) {
    precondition(
      points.count == 3 * isValid.count && colors.count == points.count && scores.count == isValid.count,
      "points \(points.shape), colors \(colors.shape), scores \(scores.shape), \(isValid.count) flags")
    self.points = points
    self.isValid = isValid
    self.colors = colors
    self.scores = scores
  }

  /// Writes the cloud, replacing the file as a whole.
  ///
  /// - Throws: `FileError.unwritable`.
  public func write(to path: String) throws(FileError) {
    try AtomicFile.write(bytes(), to: path)
  }

  /// The content of the file.
  package func bytes() -> [UInt8] {
    let count = isValid.count { $0 }
    var bytes = Array(header(count).utf8)
    bytes.reserveCapacity(bytes.count + count * 19)
    for pixel in isValid.indices where isValid[pixel] {
      for axis in 0..<3 { append(points[flat: 3 * pixel + axis], to: &bytes) }
      for channel in 0..<3 { bytes.append(byte(colors[flat: 3 * pixel + channel])) }
      append(scores[flat: pixel], to: &bytes)
    }
    return bytes
  }

  private func header(_ count: Int) -> String {
    """
    ply
    format binary_little_endian 1.0
    comment written by Assay; coordinates in metres; scalar_score: higher is more anomalous
    element vertex \(count)
    property float x
    property float y
    property float z
    property uchar red
    property uchar green
    property uchar blue
    property float scalar_score
    end_header

    """
  }

  private func append(_ value: Float, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private func byte(_ part: Float) -> UInt8 {
    part > 0 ? UInt8((min(part, 1) * 255).rounded()) : 0
  }
}
