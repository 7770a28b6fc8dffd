import Tensors

extension OrganizedCloud {
  /// The number of valid points.
  public var validCount: Int { isValid.count { $0 } }

  /// The share of pixels that have a point, 0...1; 0 for a cloud without pixels.
  public var coverage: Float { coverage(within: nil) }

  /// The share of the mask's pixels that have a point, 0...1; 0 for an empty mask.
  public func coverage(within mask: [Bool]?) -> Float {
    var inside = 0
    var covered = 0
    for pixel in isValid.indices where mask?[pixel] ?? true {
      inside += 1
      if isValid[pixel] { covered += 1 }
    }
    return inside == 0 ? 0 : Float(covered) / Float(inside)
  }

  /// The median distance in metres of two valid points side by side in a row; nil when there is no pair.
  ///
  /// Pairs of equal points do not count: a cloud that was magnified repeats its points. Of many pairs some
  /// thousand, evenly strided, are looked at.
  public var spacing: Float? {
    let step = max(1, validCount / 4096)
    var squares: [Float] = []
    var pairs = 0
    points.withUnsafeElements { coordinates in
      for pixel in isValid.indices.dropLast() where isValid[pixel] && isValid[pixel + 1] {
        guard (pixel + 1) % width != 0 else { continue }
        let square = squaredDistance(coordinates, pixel, pixel + 1)
        guard square > 0 else { continue }
        if pairs % step == 0 { squares.append(square) }
        pairs += 1
      }
    }
    guard !squares.isEmpty else { return nil }
    squares.sort()
    return squares[squares.count / 2].squareRoot()
  }

  /// Refuses a cloud that was read in another unit than it is in.
  ///
  /// - Parameters:
  ///   - xyz: The coordinates as stored that this cloud was made from.
  ///   - unit: The unit they were read in.
  ///   - path: The file they came from, for the message.
  /// - Throws: `PointCloudError.implausibleUnit` when most coordinates are beyond `reach`.
  public func checkPlausible(xyz: Tensor, unit: LengthUnit, path: String) throws(PointCloudError) {
    let limit = Self.reach / unit.metres
    var measured = 0
    var beyondReach = 0
    for pixel in 0..<xyz.count / 3 {
      let largest = Self.largestMagnitude(of: xyz.elements[3 * pixel..<3 * pixel + 3])
      if largest > 0 { measured += 1 }
      if largest > limit { beyondReach += 1 }
    }
    if beyondReach > 0, 2 * beyondReach > measured || validCount == 0 {
      throw .implausibleUnit(path: path, beyondReach: beyondReach, of: measured, unit: unit)
    }
  }

  /// Refuses a cloud without any valid point.
  ///
  /// - Parameter path: The file it came from, for the message.
  /// - Throws: `PointCloudError.noValidPoints`.
  public func checkHasPoints(path: String) throws(PointCloudError) {
    guard isValid.contains(true) else { throw .noValidPoints(path: path) }
  }

  /// The largest magnitude of finite coordinates; 0 when one of them is not finite.
  private static func largestMagnitude(of point: ArraySlice<Float>) -> Float {
    point.allSatisfy(\.isFinite) ? point.reduce(0) { max($0, abs($1)) } : 0
  }
}

/// The squared distance of two points of an interleaved buffer, in square metres.
func squaredDistance(_ coordinates: UnsafeBufferPointer<Float>, _ first: Int, _ second: Int) -> Float {
  let x = coordinates[3 * first] - coordinates[3 * second]
  let y = coordinates[3 * first + 1] - coordinates[3 * second + 1]
  let z = coordinates[3 * first + 2] - coordinates[3 * second + 2]
  return x * x + y * y + z * z
}
