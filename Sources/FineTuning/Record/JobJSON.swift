import Files
import Foundation

/// How everything of a job is written as JSON: keys in snake case, sorted.
enum JobJSON {
  /// Writes values on one line.
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }

  /// Reads what `encoder` wrote.
  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  /// Writes a file for people and programs, in the place of an older one.
  static func write(_ value: some Encodable, to path: String) throws {
    let encoder = encoder
    encoder.outputFormatting.insert(.prettyPrinted)
    try AtomicFile.write(Array(encoder.encode(value)) + [UInt8(ascii: "\n")], to: path)
  }

  /// The time as it stands in records: universal time to the millisecond (ISO 8601).
  static func time(_ date: Date = Date()) -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.string(from: date)
  }
}
