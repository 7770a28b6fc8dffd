import Files
import Foundation

/// One setting or part that differs between what was and what is.
public struct Difference: Sendable, Equatable, CustomStringConvertible {
  /// The setting, such as `configuration.adaptation.learning_rate`, or `parts.train/good/003`.
  public let name: String

  /// What it was; nil when it did not exist.
  public let before: String?

  /// What it is; nil when it does not exist any more.
  public let now: String?

  /// Which setting, what it was and what it is.
  public var description: String {
    if name.hasPrefix(Self.partsPrefix) {
      let part = DisplayPath(String(name.dropFirst(Self.partsPrefix.count)))
      return before == nil
        ? "part \(part) is new" : now == nil ? "part \(part) is gone" : "part \(part) has changed"
    }
    return "\(DisplayPath(name)) was \(Self.text(before)) and is now \(Self.text(now))"
  }

  private static let partsPrefix = "parts."

  private static func text(_ value: String?) -> String {
    value.map { "\(DisplayPath($0, limit: 60))" } ?? "not set"
  }

  /// All differences of two values of one type, by name.
  ///
  /// Values are compared as the JSON they are stored as, so no setting can be forgotten.
  static func all<Value: Encodable>(from before: Value, to now: Value) throws -> [Difference] {
    let (before, now) = (try leaves(of: before), try leaves(of: now))
    return Set(before.keys).union(now.keys).sorted().compactMap { name in
      before[name] == now[name] ? nil : Difference(name: name, before: before[name], now: now[name])
    }
  }

  private static func leaves(of value: some Encodable) throws -> [String: String] {
    var leaves: [String: String] = [:]
    collect(try JSONSerialization.jsonObject(with: JobJSON.encoder.encode(value)), at: "", into: &leaves)
    return leaves
  }

  private static func collect(_ value: Any, at name: String, into leaves: inout [String: String]) {
    switch value {
    case let members as [String: Any]:
      for (key, member) in members {
        collect(member, at: name.isEmpty ? key : "\(name).\(key)", into: &leaves)
      }
    case let elements as [Any]:
      for (index, element) in elements.enumerated() {
        collect(element, at: "\(name).\(index)", into: &leaves)
      }
    default: leaves[name] = "\(value)"
    }
  }
}
