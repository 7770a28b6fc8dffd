import Files
import Foundation

/// One setting of a run: its path in `config.json`, and its value.
public struct Setting: Sendable, Equatable {
  /// The path, such as `bank.ratio`.
  public let name: String

  /// The value as text.
  public let value: String

  /// The settings that a value is stored as, sorted by name.
  ///
  /// - Throws: `EncodingError` when it cannot be stored as JSON.
  public static func all(of value: some Encodable) throws -> [Setting] {
    flat(try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)), name: "")
  }

  /// The settings of a run, sorted by name; none when the run has no `config.json`.
  static func all(in run: RunFolder) throws(ReportingError) -> [Setting] {
    let path = run.file("config.json")
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.read(path, limit: 1 << 24)
    } catch {
      throw .file(error)
    }
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
      throw .malformed(path: path, reason: "expected JSON, found something else")
    }
    return flat(object, name: "")
  }

  private static func flat(_ value: Any, name: String) -> [Setting] {
    if let object = value as? [String: Any] {
      return object.keys.sorted().flatMap { key in
        flat(object[key] ?? "", name: name.isEmpty ? key : "\(name).\(key)")
      }
    }
    if let objects = value as? [[String: Any]] {
      return objects.enumerated().flatMap { index, object in flat(object, name: "\(name).\(index)") }
    }
    if let list = value as? [Any] {
      return [Setting(name: name, value: list.map { "\($0)" }.joined(separator: ", "))]
    }
    return [Setting(name: name, value: text(of: value))]
  }

  /// JSON has no difference between 1 and true once it is read; the number's own type tells.
  private static func text(of value: Any) -> String {
    guard let number = value as? NSNumber, !(value is String) else { return "\(value)" }
    return String(cString: number.objCType) == "c" ? (number.boolValue ? "true" : "false") : "\(number)"
  }
}
