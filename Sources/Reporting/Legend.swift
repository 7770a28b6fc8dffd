/// The strip beside a picture: score, color bar with numbers, and what the lines mean.
struct Legend {
  let scale: AnomalyScale
  let colors: ColorMap
  let height: Int
  let score: Float?
  let showsTruth: Bool

  /// Pixels for each dot of a letter.
  private var unit: Int { Style.textScale(height: height) }
  private var lineHeight: Int { (BitmapFont.glyphHeight + 4) * unit }
  private var margin: Int { 6 * unit }

  /// The columns that the strip takes.
  var width: Int { 2 * margin + 17 * BitmapFont.advance * unit }

  func draw(on canvas: inout Canvas, left: Int) {
    let bar = Rectangle(
      left: left + margin, top: margin + headHeight, width: 12 * unit,
      height: height - 2 * margin - headHeight - footHeight)
    drawHead(on: &canvas, left: left + margin)
    guard bar.height > 4 * lineHeight else { return }
    drawBar(bar, on: &canvas)
    drawTicks(beside: bar, on: &canvas)
    drawScoreMark(beside: bar, on: &canvas)
    drawFoot(on: &canvas, left: left + margin)
  }

  private var headHeight: Int { score == nil ? lineHeight : 5 * lineHeight }
  private var footHeight: Int {
    lineHeight / 2 + (footLines.isEmpty ? 0 : (footLines.count + 1) * lineHeight)
  }

  private var footLines: [(text: String, color: Color, isDashed: Bool)] {
    let contour = (text: "THRESHOLD", color: Style.contour, isDashed: false)
    let truth = (text: "GROUND TRUTH", color: Style.truth, isDashed: true)
    return (scale.threshold == nil ? [] : [contour]) + (showsTruth ? [truth] : [])
  }

  private func drawHead(on canvas: inout Canvas, left: Int) {
    guard let score else { return }
    canvas.write("SCORE", left: left, top: margin, scale: unit, color: Style.faintText)
    canvas.write(
      scale.text(of: score), left: left, top: margin + lineHeight, scale: 2 * unit, color: Style.text)
    guard let threshold = scale.threshold else { return }
    let ratio = AnomalyScale(threshold: 1).text(of: score / threshold) + " × THRESHOLD"
    canvas.write(
      ratio, left: left, top: margin + 3 * lineHeight - unit, scale: unit, color: Style.faintText)
  }

  private func drawBar(_ bar: Rectangle, on canvas: inout Canvas) {
    for row in 0..<bar.height {
      let position = 1 - Float(row) / Float(bar.height - 1)
      let color = colors.color(at: position)
      let line = Rectangle(left: bar.left, top: bar.top + row, width: bar.width, height: 1)
      canvas.fill(line, color)
    }
  }

  private func drawTicks(beside bar: Rectangle, on canvas: inout Canvas) {
    for tick in scale.ticks {
      let isThreshold = tick == scale.threshold
      let color = isThreshold ? Style.text : Style.faintText
      let row = self.row(of: tick, in: bar)
      let mark = Rectangle(
        left: isThreshold ? bar.left : bar.left + bar.width, top: row - unit / 2,
        width: (isThreshold ? bar.width : 0) + 4 * unit, height: unit)
      canvas.fill(mark, isThreshold ? Style.contour : color)
      let text = scale.text(of: tick) + (tick == scale.ticks.last ? "+" : "")
      canvas.write(
        text, left: bar.left + bar.width + 7 * unit, top: row - BitmapFont.glyphHeight * unit / 2,
        scale: unit, color: color)
    }
  }

  /// A triangle at the left of the bar where the score of the part stands.
  private func drawScoreMark(beside bar: Rectangle, on canvas: inout Canvas) {
    guard let score else { return }
    let row = self.row(of: score, in: bar)
    for step in 0..<4 * unit {
      let mark = Rectangle(left: bar.left - unit - step, top: row - step / 2, width: 1, height: step | 1)
      canvas.fill(mark, Style.text)
    }
  }

  private func drawFoot(on canvas: inout Canvas, left: Int) {
    var top = height - margin - footLines.count * lineHeight + 2 * unit
    for line in footLines {
      for dash in line.isDashed ? [0, 5, 10] : [0, 3, 6, 9] {
        let stroke = Rectangle(
          left: left + dash * unit, top: top + 3 * unit, width: 3 * unit, height: unit)
        canvas.fill(stroke, line.color)
      }
      canvas.write(line.text, left: left + 17 * unit, top: top, scale: unit, color: Style.faintText)
      top += lineHeight
    }
  }

  private func row(of score: Float, in bar: Rectangle) -> Int {
    bar.top + Int(((1 - scale.position(of: score)) * Float(bar.height - 1)).rounded())
  }
}
