import Evaluation
import Tensors

extension Overlay {
  /// The two pictures of a result without a legend, at a size for pages.
  public struct Panels: Sendable {
    /// The part as photographed, `[height, width, 3]`.
    public let photograph: Tensor

    /// The part under its heat map, with the outlines of threshold and truth; of the same size.
    public let heatMap: Tensor
  }

  /// Draws one result small; sizes change by whole factors.
  ///
  /// Where it is known what must be seen, the pictures are cut to the square around it and the defects.
  ///
  /// - Parameters:
  ///   - photograph: `[height, width, 3]`, each in 0...1.
  ///   - map: Anomaly scores `[height, width]`.
  ///   - truth: The defects, where known, of the same size.
  ///   - isShown: The pixels that must be seen, row-major; nil shows all.
  ///   - side: The longer side of the pictures at most, and about that of small parts enlarged.
  /// - Returns: Both pictures.
  public func panels(
    of photograph: Tensor, map: Tensor, truth: DefectMask?, around isShown: [Bool]? = nil, side: Int = 288
  ) -> Panels {
    let cut = Self.cut(isShown, truth, height: map.shape[0], width: map.shape[1])
    let (photograph, map, truth) = (cut.of(photograph), cut.of(map), truth.map(cut.of))
    let longer = max(map.shape[0], map.shape[1])
    let divisor = min((longer + side - 1) / side, min(map.shape[0], map.shape[1]))
    let factor = divisor > 1 ? 1 : max(side / longer, 1)
    let picture = Enlargement.enlarge(Reduction.reduce(photograph, by: divisor), by: factor)
    let scores = Enlargement.enlarge(Reduction.reduce(map, by: divisor), by: factor)
    let mask = truth.map { Reduction.reduce($0, by: divisor) }
    return Panels(
      photograph: picture, heatMap: heated(picture, map: scores, truth: mask, factor: factor))
  }

  private static func cut(
    _ isShown: [Bool]?, _ truth: DefectMask?, height: Int, width: Int
  ) -> PictureCut {
    guard var isShown else { return PictureCut(height: height, width: width) }
    for (pixel, isDefect) in (truth?.isDefect ?? []).enumerated() where isDefect { isShown[pixel] = true }
    return PictureCut(around: isShown, height: height, width: width)
  }
}
