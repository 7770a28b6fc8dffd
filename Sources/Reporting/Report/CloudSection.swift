import Foundation

/// The parts that can be turned around, with their points as the page's script reads them.
struct CloudSection {
  /// A part to choose.
  struct Choice {
    let index: Int
    let label: String
  }

  let choices: [Choice]

  /// A list of `{"id", "count", "extent", "points"}` as JSON that may stand in a script element.
  let json: String

  /// The points of all categories, or nil when there are none.
  init?(_ records: [CategoryRecord]) {
    let limit = records.count > 12 ? 1 : 2
    let entries = records.flatMap { record in
      record.gallery.filter { $0.cloud != nil && $0.reason != .loudest }.reversed().prefix(limit)
    }
    guard !entries.isEmpty else { return nil }
    choices = entries.enumerated().map { Choice(index: $0, label: $1.id) }
    let clouds = entries.compactMap { entry in
      entry.cloud.map { Cloud(id: entry.id, count: $0.count, extent: $0.extent, points: $0.points) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(clouds) else { return nil }
    // Nothing in a name may end the script element; JSON's own escapes do no harm.
    json = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
  }

  private struct Cloud: Encodable {
    let id: String
    let count: Int
    let extent: Float
    let points: Data
  }
}
