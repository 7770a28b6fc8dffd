import Evaluation
import Files
import Foundation

extension MetricsTable {
  /// The table for a terminal: aligned columns, three decimals, deviations over seeds, and below it why a figure is
  /// missing.
  public var text: String {
    let body = lines.map { printable($0.labels) + figures(of: $0, missing: "-") }
    let cells = [labelHeads + metrics.map(\.name)] + body
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let rows = cells.map { aligned($0, widths) }
    let rule = String(repeating: "-", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    var output = [rows[0], rule]
    for (index, line) in lines.enumerated() {
      if line.isSummary, index > 0, !lines[index - 1].isSummary { output.append(rule) }
      output.append(rows[index + 1])
    }
    return (output + notes).joined(separator: "\n") + "\n"
  }

  /// The table in Markdown, three decimals, with deviations over seeds and intervals; lines that sum up are bold.
  public var markdown: String {
    let heads = labelHeads + metrics.map(\.name)
    let rules = labelHeads.map { _ in "---" } + metrics.map { _ in "---:" }
    let body = lines.map { line in
      (printable(line.labels).map(Self.markdownEscaped) + figures(of: line, missing: "-", withIntervals: true))
        .map { line.isSummary && !$0.isEmpty ? "**\($0)**" : $0 }
    }
    let table = ([heads, rules] + body).map { "| \($0.joined(separator: " | ")) |" }
    let footer = notes.isEmpty ? [] : [""] + notes.map(Self.markdownEscaped)
    return (table + footer).joined(separator: "\n") + "\n"
  }

  /// The table as comma-separated values (RFC 4180) in full precision; a missing figure is an empty field.
  ///
  /// Columns of interval ends and of deviations over seeds follow where there are any.
  public var csv: String {
    let hasIntervals = lines.contains { !$0.doubt.intervals.isEmpty }
    let hasDeviations = lines.contains { !$0.doubt.deviations.isEmpty }
    let doubts =
      (hasIntervals ? metrics.flatMap { ["\($0.name) low", "\($0.name) high"] } : [])
      + (hasDeviations ? metrics.map { "\($0.name) deviation" } : [])
    let heads = labelHeads + metrics.map(\.name) + doubts
    let body = lines.map { line in
      let intervals = metrics.flatMap { metric in
        let interval = line.doubt.intervals[metric.rawValue]
        return [interval?.lower, interval?.upper]
      }
      let deviations = metrics.map { line.doubt.deviations[$0.rawValue] }
      let numbers =
        metrics.map { line.values[$0] } + (hasIntervals ? intervals : [])
        + (hasDeviations ? deviations : [])
      return line.labels + numbers.map { $0.map { "\($0)" } ?? "" }
    }
    return ([heads] + body).map { $0.map(Self.csvField).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Labels come from the names of folders, which may hold anything.
  private func printable(_ labels: [String]) -> [String] {
    labels.map { DisplayPath($0).description }
  }

  /// The figures of a line in print.
  func figures(of line: Line, missing: String, withIntervals: Bool = false) -> [String] {
    metrics.map { metric in
      guard let value = line.values[metric] else { return missing }
      var text = String(format: "%.3f", value)
      if let deviation = line.doubt.deviations[metric.rawValue] {
        text += String(format: " ±%.3f", deviation)
      }
      if withIntervals, let interval = line.doubt.intervals[metric.rawValue] {
        text += String(format: " (%.3f–%.3f)", interval.lower, interval.upper)
      }
      return text
    }
  }

  private func aligned(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.indices.map { column in
      let padding = String(repeating: " ", count: widths[column] - cells[column].count)
      return column < labelHeads.count ? cells[column] + padding : padding + cells[column]
    }
    return padded.joined(separator: "  ")
  }

  /// One line for each reason why figures are missing, with the lines it holds for.
  private var notes: [String] {
    var places: [String: [String]] = [:]
    for line in lines {
      for reason in Set(metrics.compactMap { line.values.undefined[$0] }) {
        places[reason, default: []].append(
          printable(line.labels).filter { !$0.isEmpty }.joined(separator: " "))
      }
    }
    return places.sorted { $0.key < $1.key }
      .map { "- \(DisplayPath($0.key, limit: 1000)): \($0.value.joined(separator: ", "))" }
  }

  static func markdownEscaped(_ text: String) -> String {
    text.replacingOccurrences(of: "|", with: "\\|")
  }

  static func csvField(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
