import Networks
import Tensors

/// What trained adaptors say about the patches of one sample.
public struct AdaptedPatches: Sendable {
  /// Adapted appearance, `[patches, Da]`.
  public let appearance: Tensor

  /// Adapted geometry, `[patches, Dg]`.
  public let geometry: Tensor

  /// Appearance in the shared space, rows of length one, `[patches, shared]`.
  public let sharedAppearance: Tensor

  /// Geometry in the shared space, rows of length one, `[patches, shared]`.
  public let sharedGeometry: Tensor

  /// How far the modalities disagree about each patch, `√(1 - cosine)` in the shared space, in `0...√2`.
  public let disagreement: [Float]
}

extension AdaptorPair {
  /// Adapts the valid patches of one sample.
  ///
  /// - Parameters:
  ///   - sample: The patches, in the scale that the adaptors were trained with.
  ///   - pool: The threads to use; the result does not depend on them.
  /// - Returns: Adapted features, the shared space and the disagreement, one row for each patch.
  public func adapt(_ sample: SampleFeatures, on pool: WorkerPool) -> AdaptedPatches {
    let appearance = self.appearance.block.output(of: sample.appearance, on: pool)
    let geometry = self.geometry.block.output(of: sample.geometry, on: pool)
    let first = Self.shared(appearance, self.appearance.head, on: pool)
    let second = Self.shared(geometry, self.geometry.head, on: pool)
    return AdaptedPatches(
      appearance: appearance, geometry: geometry, sharedAppearance: first, sharedGeometry: second,
      disagreement: Self.disagreement(first, second))
  }

  /// A head's outputs at length one.
  private static func shared(_ patches: Tensor, _ head: Linear, on pool: WorkerPool) -> Tensor {
    UnitRows(BorrowedRows(head.output(of: patches, on: pool), on: pool), on: pool).rows.tensor
  }

  /// `√(1 - a · b)` of rows of length one, as `|a - b| / √2`, which is exact for equal rows.
  private static func disagreement(_ first: Tensor, _ second: Tensor) -> [Float] {
    (0..<first.rows).map { row in
      (RowDistance.squared(first, row, second, row) / 2).squareRoot()
    }
  }
}
