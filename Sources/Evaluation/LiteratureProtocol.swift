import Tensors

/// The figures as the field's papers compute them, for comparison with printed tables only.
///
/// Maps and masks are brought to 224 x 224 pixels, and the overlap is measured at 100 thresholds evenly spaced
/// in rank over the defect-free pixels (about one per cent of false positives each), as in the evaluation
/// scripts for MVTec 3D-AD (Bergmann et al. 2022). At small limits that leaves one or two points to integrate;
/// small defects can vanish from the mask. The figures at the original size have neither flaw.
public enum LiteratureProtocol {
  /// The height and width that maps and masks are brought to.
  public static let side = 224

  /// The number of thresholds.
  public static let thresholdCount = 100

  /// The pixel figures of scores that were gathered at the papers' size; the AUROC is over all scores.
  static func values(of pixels: PixelScores) -> MetricValues {
    var values = MetricValues()
    values.setPixelFigures(
      from: pixels.curve(), overlapFrom: pixels.sampledCurve(thresholdCount: thresholdCount))
    return values
  }

  /// A map `[height, width]` brought to the papers' size bilinearly, pixel centres aligned, without smoothing.
  package static func resized(_ map: Tensor) -> Tensor {
    let rows = Taps(from: map.shape[0], to: side)
    let columns = Taps(from: map.shape[1], to: side)
    var small: [Float] = []
    small.reserveCapacity(side * side)
    for row in 0..<side {
      for column in 0..<side {
        let upper = columns.blend(column) { map[rows.low[row], $0] }
        let lower = columns.blend(column) { map[rows.high[row], $0] }
        small.append(upper + (lower - upper) * rows.weight[row])
      }
    }
    return Tensor(shape: [side, side], elements: small)
  }

  /// A mask brought to the papers' size by taking the nearest pixel.
  package static func resized(_ mask: DefectMask) -> DefectMask {
    let rows = (0..<side).map { (2 * $0 + 1) * mask.height / (2 * side) }
    let columns = (0..<side).map { (2 * $0 + 1) * mask.width / (2 * side) }
    let small = rows.flatMap { row in columns.map { mask.isDefect[row * mask.width + $0] } }
    return DefectMask(height: side, width: side, isDefect: small)
  }
}

/// Where each output pixel of one axis lies between two input pixels.
private struct Taps {
  var low: [Int] = []
  var high: [Int] = []
  var weight: [Float] = []

  init(from size: Int, to side: Int) {
    for index in 0..<side {
      let centre = (Double(index) + 0.5) * Double(size) / Double(side) - 0.5
      let position = min(max(centre, 0), Double(size - 1))
      low.append(Int(position))
      high.append(min(Int(position) + 1, size - 1))
      weight.append(Float(position - Double(Int(position))))
    }
  }

  func blend(_ index: Int, _ value: (Int) -> Float) -> Float {
    let first = value(low[index])
    return first + (value(high[index]) - first) * weight[index]
  }
}
