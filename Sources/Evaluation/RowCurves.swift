/// The curves of one row, for drawing.
public struct RowCurves: Sendable, Codable, Equatable {
  /// The receiver operating characteristic of whole images; nil without good or without defective ones.
  public var imageROC: CurveOutline?

  /// The per-region overlap against the false-positive rate, up to 30 %; nil without defective pixels.
  public var overlap: CurveOutline?

  /// Curves from their outlines.
  public init(imageROC: CurveOutline?, overlap: CurveOutline?) {
    self.imageROC = imageROC
    self.overlap = overlap
  }

  /// Curves of a few hundred points at most.
  init(images: OperatingCurve, pixels: OperatingCurve) {
    imageROC = images.outlineOfROC
    overlap = pixels.outlineOfPRO(limit: 0.3, pointCount: 120)
  }

  private enum CodingKeys: String, CodingKey {
    case imageROC = "image_roc"
    case overlap = "pro"
  }
}
