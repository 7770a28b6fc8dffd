import Evaluation
import Tensors

/// A picture of one result: the part as photographed, the part under its heat map, and a legend.
///
/// The heat map has a fixed scale, leaves what is clearly good untouched, and has a solid line where the map
/// reaches the threshold. The ground truth, where known, is a dashed line. Small images are enlarged.
public struct Overlay: Sendable {
  /// How scores become colors.
  public var scale: AnomalyScale

  /// The colors of the heat map.
  public var colors: ColorMap = .plasma

  /// Puts the untouched photograph to the left of the heat map.
  public var showsPhotograph = true

  /// Pictures on a scale.
  public init(scale: AnomalyScale) {
    self.scale = scale
  }

  /// Draws one result.
  ///
  /// - Parameters:
  ///   - photograph: `[height, width, 3]`, each in 0...1.
  ///   - map: Anomaly scores `[height, width]`.
  ///   - score: The score of the whole part, written and marked in the legend; nil leaves it out.
  ///   - truth: The defects, where known, of the same size.
  /// - Returns: The picture, `[height', width', 3]`.
  public func picture(
    of photograph: Tensor, map: Tensor, score: Float? = nil, truth: DefectMask? = nil
  ) -> Tensor {
    let (height, width) = (map.shape[0], map.shape[1])
    precondition(
      photograph.shape == [height, width, 3], "a photograph of \(photograph.shape) for a map of \(map.shape)")
    precondition(
      truth.map { $0.height == height && $0.width == width } ?? true,
      "a mask of another size than \(map.shape)")
    let factor = Enlargement.factor(height: height, width: width)
    let large = Enlargement.enlarge(photograph, by: factor)
    let hot = heated(large, map: Enlargement.enlarge(map, by: factor), truth: truth, factor: factor)
    return arranged(showsPhotograph ? [large, hot] : [hot], score: score, showsTruth: truth != nil)
  }

  /// The photograph under its heat map and outlines, without a legend.
  func heated(_ photograph: Tensor, map: Tensor, truth: DefectMask?, factor: Int) -> Tensor {
    var canvas = Canvas(width: photograph.shape[1], height: photograph.shape[0], color: Style.background)
    canvas.place(photograph, left: 0, top: 0)
    for (pixel, value) in map.elements.enumerated() where value > scale.lower {
      let position = scale.position(of: value)
      canvas.blend(
        colors.color(at: position), opacity: scale.opacity(at: position),
        column: pixel % canvas.width, row: pixel / canvas.width)
    }
    let thickness = max(Style.textScale(height: canvas.height), 2)
    if let threshold = scale.threshold {
      let distance = OutsideDistance(from: map, atLeast: threshold)
      canvas.outline(distance, LineStyle(color: Style.contour, thickness: thickness))
    }
    if let truth {
      let distance = OutsideDistance(from: truth, enlarged: factor)
      let style = LineStyle(color: Style.truth, thickness: thickness, gap: thickness, dash: 6 * thickness)
      canvas.outline(distance, style)
    }
    return canvas.image
  }

  private func arranged(_ panels: [Tensor], score: Float?, showsTruth: Bool) -> Tensor {
    let height = panels[0].shape[0]
    let legend = Legend(
      scale: scale, colors: colors, height: height, score: score, showsTruth: showsTruth)
    let gap = Style.textScale(height: height) * 2
    let width = panels.reduce(0) { $0 + $1.shape[1] + gap } + legend.width
    var canvas = Canvas(width: width, height: height, color: Style.background)
    var left = 0
    for panel in panels {
      canvas.place(panel, left: left, top: 0)
      left += panel.shape[1] + gap
    }
    legend.draw(on: &canvas, left: left)
    return canvas.image
  }
}
