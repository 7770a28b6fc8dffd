import PointClouds
import Tensors

/// Geometry by fast point feature histograms and curvature.
///
/// After Rusu, Blodow and Beetz (2009), as used for anomaly detection in arXiv 2203.05550.
///
/// Needs no weights. What banks compare is the same wherever the part lies and however it is turned: features averaged with
/// the neighbours of a patch, and those of the patch by itself. Adaptors take the latter, and which way the patch faces.
public struct PointHistogramBranch: PatchBranch {
  /// What was asked for.
  public let options: PointHistogramOptions

  /// A branch for views of any grid.
  public init(options: PointHistogramOptions = PointHistogramOptions()) {
    precondition(options.isUsable, "options out of range: \(options)")
    self.options = options
  }

  /// The name of this branch.
  public var identifier: String { BranchName.fpfh.rawValue }

  /// What a bundle stores to build this branch again.
  public var settings: BranchSettings { .fpfh(options) }

  /// What banks compare, then the normal.
  public var featureCount: Int { max(bankFeatures.upperBound, adaptableFeatures.upperBound) }

  /// The histograms of all scales, then the curvature, all of them averaged with the neighbours of a patch; then the same of
  /// each patch by itself.
  public var bankFeatures: Range<Int> {
    0..<(options.comparesSinglePatches == true ? 2 : 1) * shapeCount
  }

  /// Histograms and curvature of each patch by itself, then its normal.
  public var adaptableFeatures: Range<Int> {
    guard options.adaptorNormalWeight != nil else { return 0..<shapeCount }
    return shapeCount..<2 * shapeCount + PatchNormals.featureCount
  }

  private var shapeCount: Int { options.scales.count * FPFH.featureCount + PatchCurvature.featureCount }

  /// Describes every patch of a part.
  public func features(of view: PartView, on pool: WorkerPool) -> PatchFeatures {
    let grid = view.grid
    let cloud = view.cloud.masked(by: view.foreground)
    let normals = options.scales.map { scale in
      SurfaceNormals.estimate(of: cloud, window: .init(radius: scale.normalRadius), on: pool)
    }
    let windowSize = Float(options.scales[0].normalRadius) * (cloud.spacing ?? 0)
    let curvature = PatchCurvature(of: normals[0], windowSize: windowSize, grid: grid)
    let histograms = zip(options.scales, normals).map { scale, normals in
      summedHistograms(of: cloud, normals: normals, scale: scale, grid: grid, on: pool)
    }
    let patches = 0..<grid.patchCount
    let least = options.leastPoints * Float(grid.cellSide * grid.cellSide)
    let own = PatchFeatures(
      values: Tensor(
        shape: [grid.patchCount, shapeCount],
        elements: patches.flatMap { row(of: $0, histograms, curvature) }),
      isValid: patches.map { patch in
        Float(curvature.counts[patch]) >= least && histograms.allSatisfy { $0.counts[patch] > 0 }
      })
    let averaged = options.averagesNeighbours ? own.averagedWithNeighbours(in: grid, on: pool) : own
    guard featureCount > shapeCount else { return averaged }
    let shapes = averaged.joined(with: own)
    guard let weight = options.adaptorNormalWeight else { return shapes }
    let facing = PatchNormals(of: normals[0], grid: grid)
    let scale = weight / Self.typicalNormalDistance
    let elements = patches.flatMap { patch in facing.features(of: patch).map { $0 * scale } }
    let normal = PatchFeatures(
      values: Tensor(shape: [grid.patchCount, PatchNormals.featureCount], elements: elements),
      isValid: own.isValid)
    return shapes.joined(with: normal)
  }

  /// The descriptors of points `step` pixels apart, summed over each patch.
  private func summedHistograms(
    of cloud: OrganizedCloud, normals: SurfaceNormals, scale: PointHistogramOptions.Scale, grid: PatchGrid,
    on pool: WorkerPool
  ) -> PatchSums {
    let isKept = (0..<grid.inputSide).map { $0 % scale.step == scale.step / 2 }
    let kept = isKept.flatMap { row in isKept.map { column in row && column } }
    let descriptors = FPFH.describe(
      scale.step == 1 ? cloud : cloud.masked(by: kept), normals: normals.normals,
      neighborhood: FPFH.Neighborhood(count: scale.neighbourCount), on: pool)
    var sums = PatchSums(grid: grid, width: FPFH.featureCount)
    for (row, pixel) in descriptors.pixels.enumerated() where descriptors.isValid[row] {
      sums.add(descriptors.values.row(row), at: pixel)
    }
    return sums
  }

  /// One patch's features: the roots of its mean histograms' bins, whose distance is Hellinger's, and its curvature.
  private func row(of patch: Int, _ histograms: [PatchSums], _ curvature: PatchCurvature) -> [Float] {
    let weight = options.histogramWeight / Self.typicalHistogramDistance
    let scale = weight / (Self.histogramTotal * Float(histograms.count)).squareRoot()
    let curvatureScale = options.curvatureWeight / Self.typicalCurvatureDistance
    return histograms.flatMap { $0.mean(of: patch).map { max($0, 0).squareRoot() * scale } }
      + curvature.features(of: patch).map { $0 * curvatureScale }
  }

  /// What the bins of one of a descriptor's three histograms add up to.
  private static let histogramTotal: Float = 200

  /// The mean distance of two random good patches of a part, over eleven families of synthetic parts.
  private static let typicalHistogramDistance: Float = 0.73
  private static let typicalCurvatureDistance: Float = 0.35
  private static let typicalNormalDistance: Float = 0.33
}
