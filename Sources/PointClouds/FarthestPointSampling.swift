import CKernels
import Tensors

/// Chooses points that are spread evenly over a cloud.
///
/// Gonzalez 1985 for clustering; Eldar, Lindenbaum, Porat and Zeevi 1997 for sampling.
public enum FarthestPointSampling {
  /// Chooses points one by one, each the farthest from all chosen before; of equally far ones the lowest pixel.
  ///
  /// Whole runs of points that no new choice can come nearer to are passed over by their boxes, so the choice is
  /// that of the plain loop over all points. Squared distances are single precision, `(dx² + dy²) + dz²`.
  ///
  /// - Parameters:
  ///   - cloud: The points.
  ///   - count: How many to choose.
  ///   - start: The pixel chosen first; nil: the lowest one that has a point. It must have a point.
  /// - Returns: Pixels in the order chosen; fewer than `count` when all points left coincide with chosen ones.
  public static func sample(_ cloud: OrganizedCloud, count: Int, start: Int? = nil) -> [Int] {
    precondition(count >= 0, "cannot choose \(count) points")
    let blocks = PointBlocks(cloud)
    guard count > 0, let lowest = blocks.pixels.min() else { return [] }
    let runLength = Int(ASSAY_FARTHEST_RUN)
    let runs = (blocks.count + runLength - 1) / runLength
    let padding = runs * runLength - blocks.count
    let missing = [Float](repeating: .nan, count: padding)
    guard let first = blocks.pixels.firstIndex(of: start.map(Int32.init) ?? lowest) else {
      preconditionFailure("pixel \(start ?? -1) of \(cloud.pixelCount) has no point")
    }
    var squares = [Float](repeating: 0, count: runs * runLength)
    var peaks = [Float](repeating: 0, count: runs)
    var chosen = [Int32](repeating: 0, count: min(count, blocks.count))
    let found = assay_farthest_points(
      blocks.x + missing, blocks.y + missing, blocks.z + missing,
      blocks.pixels + [Int32](repeating: .max, count: padding), blocks.boxes(ofRuns: runLength), runs, first,
      chosen.count, &squares, &peaks, &chosen)
    return chosen.prefix(found).map { Int(blocks.pixels[Int($0)]) }
  }
}

extension PointBlocks {
  /// The boxes of runs of a fixed number of points, `[6][runs]`; the last run may be shorter.
  fileprivate func boxes(ofRuns length: Int) -> [Float] {
    let starts = stride(from: 0, to: count, by: length).map(Int32.init) + [Int32(count)]
    return Self.boxes(around: [x, y, z], runs: starts)
  }
}
