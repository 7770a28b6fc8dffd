import PointClouds
import Tensors

/// Geometry by fast point feature histograms and curvature.
///
/// After Rusu, Blodow and Beetz (2009), as used for anomaly detection in arXiv 2203.05550.
///
/// Needs no weights. Every value is the same wherever the part lies and however it is turned.
public struct PointHistogramBranch: PatchBranch {
  /// What was asked for.
  public let options: PointHistogramOptions

  /// A branch for views of any grid.
  public init(options: PointHistogramOptions = PointHistogramOptions()) {
    precondition(options.isUsable, "options out of range: \(options)")
    self.options = options
  }

  /// What a bundle stores to build this branch again.
  public var settings: BranchSettings { .fpfh(options) }

  /// The histograms, then the curvature.
  public var featureCount: Int { FPFH.featureCount + PatchCurvature.featureCount }

  /// Describes every patch of a part.
  public func features(of view: PartView, on pool: WorkerPool) -> PatchFeatures {
    let grid = view.grid
    let cloud = view.cloud.masked(by: view.foreground)
    let window = SurfaceNormals.Window(radius: options.normalRadius)
    let normals = SurfaceNormals.estimate(of: cloud, window: window, on: pool)
    let windowSize = Float(options.normalRadius) * (cloud.spacing ?? 0)
    let curvature = PatchCurvature(of: normals, windowSize: windowSize, grid: grid)
    let histograms = summedHistograms(of: cloud, normals: normals, grid: grid, on: pool)
    let rows = (0..<grid.patchCount).flatMap { row(of: $0, histograms, curvature) }
    let least = options.leastPoints * Float(grid.cellSide * grid.cellSide)
    let isValid = (0..<grid.patchCount).map {
      histograms.counts[$0] > 0 && Float(curvature.counts[$0]) >= least
    }
    let all = PatchFeatures(
      values: Tensor(shape: [grid.patchCount, featureCount], elements: rows), isValid: isValid)
    return options.averagesNeighbours ? all.averagedWithNeighbours(in: grid, on: pool) : all
  }

  /// The descriptors of points `step` pixels apart, summed over each patch.
  private func summedHistograms(
    of cloud: OrganizedCloud, normals: SurfaceNormals, grid: PatchGrid, on pool: WorkerPool
  ) -> PatchSums {
    let isKept = (0..<grid.inputSide).map { $0 % options.step == options.step / 2 }
    let kept = isKept.flatMap { row in isKept.map { column in row && column } }
    let descriptors = FPFH.describe(
      cloud.masked(by: kept), normals: normals.normals,
      neighborhood: FPFH.Neighborhood(count: options.neighbourCount), on: pool)
    var sums = PatchSums(grid: grid, width: FPFH.featureCount)
    for (row, pixel) in descriptors.pixels.enumerated() where descriptors.isValid[row] {
      sums.add(descriptors.values.row(row), at: pixel)
    }
    return sums
  }

  /// One patch's features: the roots of its mean histogram's bins, whose distance is Hellinger's, and its curvature.
  private func row(of patch: Int, _ histograms: PatchSums, _ curvature: PatchCurvature) -> [Float] {
    let bins = histograms.mean(of: patch).map { (max($0, 0) / Self.histogramTotal).squareRoot() }
    return bins.map { $0 * options.histogramWeight / Self.typicalHistogramDistance }
      + curvature.features(of: patch).map { $0 * options.curvatureWeight / Self.typicalCurvatureDistance }
  }

  /// What the bins of one of a descriptor's three histograms add up to.
  private static let histogramTotal: Float = 200

  /// The mean distance of two random good patches of a part, over eleven families of synthetic parts.
  private static let typicalHistogramDistance: Float = 0.73
  private static let typicalCurvatureDistance: Float = 0.35
}
