import Tensors

extension OperatingCurve {
  /// The exact curve of the pixels of some images, over all distinct scores.
  ///
  /// - Parameters:
  ///   - maps: Anomaly scores, `[height, width]` each; finite.
  ///   - masks: The ground truth of each image, of the same size; nil when all of it is defect-free.
  public init(maps: [Tensor], masks: [DefectMask?]) {
    precondition(maps.count == masks.count, "\(maps.count) maps with \(masks.count) masks")
    var pixels = PixelScores()
    for (map, mask) in zip(maps, masks) {
      let components = mask.map { ConnectedComponents(of: $0) }
      pixels.append(PixelScores(map: map, components: components))
    }
    self = pixels.curve()
  }
}
