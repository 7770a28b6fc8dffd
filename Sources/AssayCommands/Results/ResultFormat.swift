import ArgumentParser
import Datasets
import Detection
import Files

/// How result lines are printed.
enum ResultFormat: String, CaseIterable, ExpressibleByArgument {
  case json
  case text
  case csv

  /// What comes before the first line, if anything.
  var header: String? {
    self == .csv
      ? "id,score,threshold,verdict,coverage,appearance,geometry,regions,seconds,rgb,xyz,error" : nil
  }

  /// A scored pair.
  func format(_ line: ResultLine) throws -> String {
    switch self {
    case .json: try JSONLine.encode(line)
    case .text: text(line)
    case .csv:
      csv([
        line.id, "\(line.score)", "\(line.threshold)", line.verdict.rawValue, "\(line.coverage)",
        "\(line.branches.appearance)", "\(line.branches.geometry)", "\(line.regions.count)",
        "\(line.seconds)",
        line.rgb, line.xyz, "",
      ])
    }
  }

  /// A pair that failed.
  func format(_ line: ErrorLine) throws -> String {
    switch self {
    case .json: try JSONLine.encode(line)
    case .text: "error               \(DisplayPath(line.id)): \(line.error)"
    case .csv: csv([line.id] + [String](repeating: "", count: 8) + [line.rgb, line.xyz, line.error])
    }
  }

  private func text(_ line: ResultLine) -> String {
    let verdict = line.verdict.rawValue.padding(to: 18)
    let score = "\(line.score)".padding(to: 10)
    let regions = Counted(line.regions.count, "region")
    return "\(verdict)  \(score)  (threshold \(line.threshold), \(regions))  \(DisplayPath(line.id))"
  }

  private func csv(_ fields: [String]) -> String {
    fields.map { field in
      guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
      return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }
}

extension String {
  /// The text with spaces up to a width.
  func padding(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}
