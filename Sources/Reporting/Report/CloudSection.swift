import Foundation

/// The parts that can be turned around, with their points as the page's script reads them.
struct CloudSection {
  /// A part to choose.
  struct Choice {
    let index: Int
    let label: String
  }

  let choices: [Choice]

  /// The heat map of the first part, for browsers that turn nothing around.
  let still: String

  /// `{"clouds": [{"id", "count", "extent", "points"}], "colors": ["0d0887"]}` as JSON that may stand in a script
  /// element.
  let json: String

  /// The points of all categories, or nil when there are none.
  init?(_ records: [CategoryRecord]) {
    let limit = records.count > 12 ? 1 : 2
    let entries = records.flatMap { record in
      record.gallery.filter { $0.cloud != nil && $0.reason != .loudest }.reversed().prefix(limit)
    }
    guard let first = entries.first else { return nil }
    still = "data:image/jpeg;base64," + first.heatMap.base64EncodedString()
    choices = entries.enumerated().map { Choice(index: $0, label: $1.id) }
    let clouds = entries.compactMap { entry in
      entry.cloud.map { Cloud(id: entry.id, count: $0.count, extent: $0.extent, points: $0.points) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let content = Content(clouds: clouds, colors: ColorMap.plasma.hexadecimal)
    guard let data = try? encoder.encode(content) else { return nil }
    // Nothing in a name may end the script element; JSON's own escapes do no harm.
    json = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
  }

  private struct Content: Encodable {
    let clouds: [Cloud]
    let colors: [String]
  }

  private struct Cloud: Encodable {
    let id: String
    let count: Int
    let extent: Float
    let points: Data
  }
}
