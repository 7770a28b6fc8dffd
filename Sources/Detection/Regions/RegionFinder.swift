import PointClouds
import Tensors

/// Finds the connected regions of an anomaly map above a threshold.
package struct RegionFinder {
  private let map: Tensor
  private let cloud: OrganizedCloud
  private let areas: SurfaceAreas
  private let height: Int
  private let width: Int

  /// Prepares the search in one map.
  ///
  /// - Parameters:
  ///   - map: The anomaly map, `[height, width]`.
  ///   - cloud: The points of the same pixels.
  package init(map: Tensor, cloud: OrganizedCloud) {
    precondition(
      map.shape == [cloud.height, cloud.width],
      "a map of shape \(map.shape) on \(cloud.height) x \(cloud.width)")
    self.map = map
    self.cloud = cloud
    areas = SurfaceAreas(cloud)
    height = cloud.height
    width = cloud.width
  }

  /// The 8-connected regions with values above `threshold`, highest peak first.
  package func regions(above threshold: Float) -> [AnomalousRegion] {
    var isOpen = map.elements.map { $0 > threshold }
    var found: [AnomalousRegion] = []
    for start in isOpen.indices where isOpen[start] {
      found.append(describe(fill(from: start, in: &isOpen)))
    }
    return found.sorted { ($1.peak, $0.box.y, $0.box.x) < ($0.peak, $1.box.y, $1.box.x) }
  }

  /// Takes the region around `start` out of `isOpen` and returns its pixels.
  private func fill(from start: Int, in isOpen: inout [Bool]) -> [Int] {
    var pixels = [start]
    isOpen[start] = false
    var next = 0
    while next < pixels.count {
      for neighbor in neighbors(of: pixels[next]) where isOpen[neighbor] {
        isOpen[neighbor] = false
        pixels.append(neighbor)
      }
      next += 1
    }
    return pixels
  }

  private func neighbors(of pixel: Int) -> [Int] {
    let row = pixel / width
    let column = pixel % width
    var result: [Int] = []
    for y in max(row - 1, 0)...min(row + 1, height - 1) {
      for x in max(column - 1, 0)...min(column + 1, width - 1) where y != row || x != column {
        result.append(y * width + x)
      }
    }
    return result
  }

  private func describe(_ pixels: [Int]) -> AnomalousRegion {
    let peak = pixels.reduce(pixels[0]) { map.elements[$1] > map.elements[$0] ? $1 : $0 }
    return AnomalousRegion(
      areaPixels: pixels.count, areaMM2: areas.squareMillimetres(of: pixels), box: box(around: pixels),
      peak: map.elements[peak], peakXYZ: nearestPoint(to: peak, among: pixels))
  }

  private func box(around pixels: [Int]) -> PixelRectangle {
    var low = (x: width, y: height)
    var high = (x: 0, y: 0)
    for pixel in pixels {
      low = (min(low.x, pixel % width), min(low.y, pixel / width))
      high = (max(high.x, pixel % width), max(high.y, pixel / width))
    }
    return PixelRectangle(x: low.x, y: low.y, width: high.x - low.x + 1, height: high.y - low.y + 1)
  }

  /// The valid point of the region whose pixel is nearest to the peak's.
  private func nearestPoint(to peak: Int, among pixels: [Int]) -> [Float]? {
    let valid = pixels.filter { cloud.isValid[$0] }
    func distance(_ pixel: Int) -> Int {
      let rows = pixel / width - peak / width
      let columns = pixel % width - peak % width
      return rows * rows + columns * columns
    }
    return valid.min { (distance($0), $0) < (distance($1), $1) }.map { pixel in
      Array(cloud.points.elements[pixel * 3..<pixel * 3 + 3])
    }
  }
}
