import Adaptation
import Files
import Foundation

/// How training went, step by step, as a table and as a picture.
struct LossCurve {
  /// The steps, in order.
  private(set) var reports: [StepReport]

  /// The curve of some steps, in order.
  init(_ reports: [StepReport]) { self.reports = reports }

  /// Adds the next step.
  mutating func append(_ report: StepReport) { reports.append(report) }

  /// Writes `losses.csv` and `losses.svg`.
  ///
  /// - Throws: `FileError` when they cannot be written.
  func write(to folder: JobFolder) throws {
    try AtomicFile.write(try csv, to: folder.path(of: .losses))
    try AtomicFile.write(try LossPicture(lines).svg, to: folder.path(of: .picture))
  }

  /// One line for each step; a measure that was not taken at a step is empty.
  var csv: String {
    get throws {
      let rows = try reports.map(Self.measures)
      let names = Self.columns(of: rows)
      let lines = rows.map { row in names.map { row[$0].map(Self.text) ?? "" }.joined(separator: ",") }
      return ([names.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }
  }

  /// The measures by name, each over the steps where it was taken.
  var lines: [LossPicture.Line] {
    get throws {
      let rows = try reports.map(Self.measures)
      return Self.columns(of: rows).filter { $0 != "step" }.map { name in
        let points = rows.compactMap { row in row[name].map { (x: row["step"] ?? 0, y: $0) } }
        return LossPicture.Line(name: name, points: points)
      }
    }
  }

  /// A number with all its digits; whole ones without a point.
  private static func text(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// Step, learning rate and loss first, then the rest by name.
  private static func columns(of rows: [[String: Double]]) -> [String] {
    let first = ["step", "learning_rate", "loss"]
    return first + Set(rows.flatMap(\.keys)).subtracting(first).sorted()
  }

  /// All numbers of a report by name; nested ones as in `terms.patch_consistency`.
  ///
  /// They are taken from its JSON, so a new term of the loss has a column at once.
  private static func measures(_ report: StepReport) throws -> [String: Double] {
    var measures: [String: Double] = [:]
    func collect(_ value: Any, _ name: String) {
      if let members = value as? [String: Any] {
        for (key, member) in members { collect(member, name.isEmpty ? key : "\(name).\(key)") }
      } else if let number = value as? NSNumber {
        measures[name] = number.doubleValue
      }
    }
    collect(try JSONSerialization.jsonObject(with: JobJSON.encoder.encode(report)), "")
    return measures
  }
}
