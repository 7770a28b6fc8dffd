import Foundation

/// Draws how training went: the loss and its terms above, the learning rate and the spread of features below.
struct LossPicture {
  /// A measure over the steps.
  struct Line {
    /// Its name, as in `terms.patch_consistency`.
    let name: String

    /// Steps and values.
    let points: [(x: Double, y: Double)]
  }

  private let panels: [Panel]

  /// A picture of measures; those that are zero throughout are left out.
  init(_ lines: [Line]) {
    let shown = lines.filter { line in line.points.contains { $0.y != 0 } }
    let steps = lines.flatMap(\.points).map(\.x).max() ?? 1
    panels = [
      Panel(
        title: "Loss and its terms",
        lines: shown.filter { $0.name == "loss" || $0.name.hasPrefix("terms.") }, steps: steps, top: 0),
      Panel(
        title: "Spread: adapted over frozen features (training ends when it falls)",
        lines: Self.ratios(of: shown), steps: steps, top: Panel.height),
      Panel(
        title: "Learning rate", lines: shown.filter { $0.name == "learning_rate" }, steps: steps,
        top: 2 * Panel.height),
    ]
  }

  /// The picture as SVG.
  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Panel.width)) \(Int(3 * Panel.height))" \
    font-family="sans-serif" font-size="12" fill="#222">
    <rect width="100%" height="100%" fill="#fff"/>
    \(panels.map(\.svg).joined(separator: "\n"))
    </svg>

    """
  }

  /// Each measure of adapted features over that of the frozen ones.
  private static func ratios(of lines: [Line]) -> [Line] {
    lines.filter { $0.name.contains(".adapted.") }.compactMap { adapted in
      let name = adapted.name.replacing(".adapted.", with: ".frozen.")
      guard let frozen = lines.first(where: { $0.name == name }), frozen.points.count == adapted.points.count
      else { return nil }
      return Line(
        name: adapted.name.replacing("spread.", with: "").replacing(".adapted.", with: " ")
          .replacing("_", with: " "),
        points: zip(adapted.points, frozen.points).map { ($0.x, $1.y == 0 ? 0 : $0.y / $1.y) })
    }
  }
}
