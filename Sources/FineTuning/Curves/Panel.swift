import Foundation

/// One drawing with axes and a legend, below others of the same steps.
struct Panel {
  static let width = 860.0
  static let height = 250.0
  private static let left = 70.0
  private static let right = 560.0
  private static let markedPoints = 20
  private static let colors = ["#222222", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"]

  /// What is drawn.
  let title: String

  /// The measures, none of them empty.
  let lines: [LossPicture.Line]

  /// The last step.
  let steps: Double

  /// Where it begins in the picture.
  let top: Double

  /// The drawing.
  var svg: String {
    ([text(title, x: Self.left, y: top + 22, extra: "font-weight=\"bold\"")]
      + ticks + lines.enumerated().map(curve) + lines.enumerated().map(legend)).joined(separator: "\n")
  }

  private var highest: Double {
    let value = lines.flatMap(\.points).map(\.y).max() ?? 1
    return value > 0 ? value : 1
  }

  private func x(_ step: Double) -> Double { Self.left + step / max(steps, 1) * (Self.right - Self.left) }

  private func y(_ value: Double) -> Double {
    let (upper, lower) = (top + 36, top + Self.height - 34)
    return lower - max(0, value) / highest * (lower - upper)
  }

  /// Quarters of both axes.
  private var ticks: [String] {
    stride(from: 0, through: 1, by: 0.25).flatMap { share in
      let (value, step) = (share * highest, (share * steps).rounded())
      return [
        "<path d=\"M\(place(Self.left)) \(place(y(value)))H\(place(Self.right))\" stroke=\"#ddd\"/>",
        text(Self.short(value), x: Self.left - 8, y: y(value) + 4, extra: "text-anchor=\"end\""),
        text("\(Int(step))", x: x(step), y: y(0) + 18, extra: "text-anchor=\"middle\""),
      ]
    }
  }

  private func curve(_ index: Int, _ line: LossPicture.Line) -> String {
    let path = line.points.enumerated().map { position, point in
      "\(position == 0 ? "M" : "L")\(place(x(point.x))) \(place(y(point.y)))"
    }
    let width = line.name == "loss" ? 2.5 : 1.5
    let drawn =
      "<path d=\"\(path.joined())\" fill=\"none\" stroke=\"\(color(index))\" stroke-width=\"\(width)\"/>"
    return drawn + marks(of: line, color(index))
  }

  /// Dots, where a measure was taken at few steps only; a single one would not be seen otherwise.
  private func marks(of line: LossPicture.Line, _ color: String) -> String {
    guard line.points.count <= Self.markedPoints else { return "" }
    return line.points.map { point in
      "<circle cx=\"\(place(x(point.x)))\" cy=\"\(place(y(point.y)))\" r=\"2.5\" fill=\"\(color)\"/>"
    }.joined()
  }

  private func legend(_ index: Int, _ line: LossPicture.Line) -> String {
    let row = top + 48 + 20 * Double(index)
    let name = line.name.replacing("terms.", with: "").replacing("_", with: " ")
    let last = line.points.last.map { ", last \(Self.short($0.y))" } ?? ""
    return
      "<path d=\"M\(place(Self.right + 20)) \(place(row - 4))h24\" stroke=\"\(color(index))\" stroke-width=\"3\"/>"
      + text(name + last, x: Self.right + 50, y: row, extra: "")
  }

  private func color(_ index: Int) -> String { Self.colors[index % Self.colors.count] }

  private func text(_ words: String, x: Double, y: Double, extra: String) -> String {
    let safe = words.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return "<text x=\"\(place(x))\" y=\"\(place(y))\" \(extra)>\(safe)</text>"
  }

  private func place(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

  /// Three digits that count.
  private static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let unit = pow(10, (log10(abs(value))).rounded(.down) - 2)
    let rounded = (value / unit).rounded() * unit
    return String(format: abs(value) < 0.01 ? "%.2e" : "%.4g", rounded)
  }
}
