import Yams

/// Reads what a camera's YAML or JSON file says about its lens: three spellings that are in use.
///
/// - flat: `fx`, `fy`, `cx` or `ppx`, `cy` or `ppy`, and `width`, `height`, `model`, `coeffs`, as RealSense writes it
/// - ROS's `camera_info`: `K` or `camera_matrix.data` by rows, `D` or `distortion_coefficients.data`
/// - Open3D: `intrinsic_matrix` by columns
public struct CameraFile: Sendable, Equatable {
  /// The camera.
  public let camera: DepthCamera

  /// The size of its images, where the file states it.
  public let size: PixelSize?

  /// Reads a file.
  ///
  /// - Throws: `DatasetError` when the file cannot be read, a number is missing or impossible, or the lens follows a
  ///   model that is not known.
  public init(reading path: String) throws(DatasetError) {
    let node = CameraNode(try YAMLFile.read(path), path: path)
    let numbers = try node.intrinsics()
    camera = DepthCamera(
      focalColumns: Float(numbers.focal.x), focalRows: Float(numbers.focal.y),
      centreColumn: Float(numbers.centre.x), centreRow: Float(numbers.centre.y),
      distortion: try node.distortion())
    size = try node.size()
  }
}

/// The entries of a camera's file.
private struct CameraNode {
  let node: Node
  let path: String

  init(_ node: Node, path: String) {
    self.node = node
    self.path = path
  }

  func intrinsics() throws(DatasetError) -> (focal: SIMD2<Double>, centre: SIMD2<Double>) {
    let expected = "fx, fy, cx and cy (or ppx and ppy), camera_matrix, K or intrinsic_matrix"
    let found: [Double?]
    if let matrix = numbers(of: ["K", "k", "camera_matrix"]) {
      guard matrix.count == 9 else { throw bad("9 numbers of a camera matrix", "\(matrix.count)") }
      found = [matrix[0], matrix[4], matrix[2], matrix[5]]
    } else if let matrix = numbers(of: ["intrinsic_matrix"]) {
      guard matrix.count == 9 else { throw bad("9 numbers of a camera matrix", "\(matrix.count)") }
      found = [matrix[0], matrix[4], matrix[6], matrix[7]]
    } else {
      found = [number(["fx"]), number(["fy"]), number(["cx", "ppx"]), number(["cy", "ppy"])]
    }
    let values = found.compactMap { $0 }
    guard values.count == 4 else { throw bad(expected, "\(values.count) of the four numbers") }
    guard values.allSatisfy({ $0.isFinite && abs($0) < 1e6 }), values[0] > 0, values[1] > 0 else {
      throw bad("focal lengths above 0 and a principal point in pixels", "\(values)")
    }
    return (SIMD2(values[0], values[1]), SIMD2(values[2], values[3]))
  }

  func size() throws(DatasetError) -> PixelSize? {
    guard let width = number(["width", "image_width"]), let height = number(["height", "image_height"]) else {
      return nil
    }
    guard let columns = Int(exactly: width), let rows = Int(exactly: height), columns > 0, rows > 0 else {
      throw bad("a width and a height in whole pixels", "\(width) and \(height)")
    }
    return PixelSize(height: rows, width: columns)
  }

  func distortion() throws(DatasetError) -> LensDistortion {
    let listed = numbers(of: ["coeffs", "D", "d", "distortion_coefficients", "distortion"])
    let single = ["k1", "k2", "p1", "p2", "k3"].map { number([$0]) ?? 0 }
    let coefficients = listed ?? single
    guard coefficients.contains(where: { $0 != 0 }) else { return .none }
    guard coefficients.allSatisfy({ $0.isFinite }), coefficients.dropFirst(5).allSatisfy({ $0 == 0 }) else {
      throw bad("at most the five coefficients k1, k2, p1, p2, k3 of a lens", "\(coefficients)")
    }
    let five = Array((coefficients + [0, 0, 0, 0, 0]).prefix(5))
    return LensDistortion(five, direction: try direction())
  }

  private func direction() throws(DatasetError) -> LensDistortion.Direction {
    let name = (node["model"] ?? node["distortion_model"])?.string ?? "brown_conrady"
    let word = name.lowercased().replacing("distortion.", with: "").replacing(" ", with: "_")
    switch word {
    case "brown_conrady", "plumb_bob", "radtan", "opencv": return .toPixel
    case "inverse_brown_conrady": return .toRay
    default:
      throw bad("a lens of the model brown_conrady, plumb_bob or inverse_brown_conrady", name)
    }
  }

  private func number(_ names: [String]) -> Double? {
    names.lazy.compactMap { self.node[$0]?.float }.first
  }

  /// The numbers of a list, or of the entry `data` of a mapping.
  private func numbers(of names: [String]) -> [Double]? {
    for name in names {
      guard let entry = node[name], let list = entry.sequence ?? entry["data"]?.sequence else { continue }
      return list.flatMap { $0.sequence?.map { $0.float } ?? [$0.float] }.map { $0 ?? .nan }
    }
    return nil
  }

  private func bad(_ expected: String, _ found: String) -> DatasetError {
    .badYAML(path: path, expected: expected, found: found)
  }
}
