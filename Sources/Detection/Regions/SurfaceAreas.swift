import PointClouds

/// The area of the surface that each pixel of an organised cloud sees.
struct SurfaceAreas {
  private let cloud: OrganizedCloud

  /// Prepares the areas of one cloud.
  init(_ cloud: OrganizedCloud) {
    self.cloud = cloud
  }

  /// The area seen in some pixels, in square millimetres; nil when none can be measured.
  ///
  /// Pixels without points count as the mean of those that have them.
  func squareMillimetres(of pixels: [Int]) -> Float? {
    let measured = pixels.compactMap(squareMetres)
    guard !measured.isEmpty else { return nil }
    let mean = measured.reduce(0, +) / Float(measured.count)
    return mean * Float(pixels.count) * 1e6
  }

  /// The parallelogram between a pixel's neighbours across and down, in square metres.
  private func squareMetres(of pixel: Int) -> Float? {
    let column = pixel % cloud.width
    let row = pixel / cloud.width
    guard cloud.isValid[pixel],
      let across = step(from: pixel, by: 1, back: column > 0, ahead: column + 1 < cloud.width),
      let down = step(from: pixel, by: cloud.width, back: row > 0, ahead: row + 1 < cloud.height)
    else { return nil }
    let cross = SIMD3(
      across.y * down.z - across.z * down.y, across.z * down.x - across.x * down.z,
      across.x * down.y - across.y * down.x)
    return (cross * cross).sum().squareRoot()
  }

  /// The difference to a valid neighbour, over one pixel.
  private func step(from pixel: Int, by offset: Int, back: Bool, ahead: Bool) -> SIMD3<Float>? {
    let previous = back && cloud.isValid[pixel - offset] ? pixel - offset : pixel
    let following = ahead && cloud.isValid[pixel + offset] ? pixel + offset : pixel
    guard previous != following else { return nil }
    let pixels = Float((following - previous) / offset)
    return (point(following) - point(previous)) / pixels
  }

  private func point(_ pixel: Int) -> SIMD3<Float> {
    let elements = cloud.points.elements
    return SIMD3(elements[pixel * 3], elements[pixel * 3 + 1], elements[pixel * 3 + 2])
  }
}
