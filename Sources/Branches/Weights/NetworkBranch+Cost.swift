import Dispatch
import PointClouds
import Tensors

extension NetworkBranch {
  /// Seconds that one thread of this machine needs to describe a part, measured on a blank one.
  ///
  /// - Parameter grid: The patches of the parts to come.
  /// - Returns: The shorter of two runs.
  public func measuredSeconds(over grid: PatchGrid) -> Double {
    let view = Self.blankPart(over: grid)
    let pool = WorkerPool(threadCount: 1)
    let first = seconds { _ = branch.features(of: view, on: pool) }
    // The first run also takes memory and wakes the processor; a long one hides that.
    return first > 0.5 ? first : min(first, seconds { _ = branch.features(of: view, on: pool) })
  }

  private func seconds(_ work: () -> Void) -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    work()
    return Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
  }

  /// A grey plate that fills the view, its points half a millimetre apart.
  private static func blankPart(over grid: PatchGrid) -> PartView {
    let side = grid.inputSide
    let points = (0..<grid.pixelCount).flatMap { pixel -> [Float] in
      [Float(pixel % side) * 0.0005, Float(pixel / side) * 0.0005, 0.5]
    }
    return PartView(
      image: Tensor(shape: [side, side, 3], repeating: 0.5),
      cloud: OrganizedCloud(xyz: Tensor(shape: [side, side, 3], elements: points)), grid: grid)
  }
}
