import Files
import Foundation
import Yams

/// Options from a YAML file, as if they had been typed; what was typed wins.
///
/// The file is a mapping from long option names to values: `bank-rows: 5000`, `no-adapt: true`, and a list for an
/// option that can be repeated. A name that the command does not have is refused like a mistyped flag.
enum ConfigFile {
  private static let sizeLimit = 1 << 20

  /// Flags that have an opposite, `--no-…`.
  private static let switches: Set = ["adapt"]

  /// The command line with `--config FILE` replaced by what the file says.
  static func expand(_ arguments: [String]) throws -> [String] {
    guard let position = arguments.firstIndex(where: { $0 == "--config" || $0.hasPrefix("--config=") })
    else { return arguments }
    let isJoined = arguments[position] != "--config"
    guard isJoined || position + 1 < arguments.count else {
      throw CommandFailure(.usage, "--config needs the path of a YAML file")
    }
    var typed = arguments
    typed.removeSubrange(position...(isJoined ? position : position + 1))
    let path = isJoined ? String(arguments[position].dropFirst("--config=".count)) : arguments[position + 1]
    let given = Set(
      typed.filter { $0.hasPrefix("--") }.map { flagless($0.dropFirst(2).prefix { $0 != "=" }) }
    )
    .union(typed.contains("-q") ? ["quiet"] : [])
    let fromFile = try read(path)
      .filter { !given.contains(flagless($0.name)) }
      .flatMap { words($0.name, $0.value) }
    return typed + fromFile
  }

  /// The name that a switch and its opposite share: `adapt` for `adapt` and `no-adapt`.
  private static func flagless(_ name: some StringProtocol) -> String {
    name.hasPrefix("no-") ? String(name.dropFirst(3)) : String(name)
  }

  private static func read(_ path: String) throws -> [(name: String, value: Node)] {
    let text = String(decoding: try InputFile.read(path, limit: sizeLimit), as: UTF8.self)
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch {
      throw CommandFailure(.badData, "\(DisplayPath(path)): not valid YAML: \(DisplayPath("\(error)"))")
    }
    guard let root else { return [] }
    guard let mapping = root.mapping else {
      throw CommandFailure(
        .badData,
        "\(DisplayPath(path)): expected a mapping of option names to values, such as `bank-rows: 5000`")
    }
    return mapping.compactMap { key, value in key.string.map { ($0, value) } }
  }

  private static func words(_ name: String, _ value: Node) -> [String] {
    if let sequence = value.sequence { return sequence.flatMap { words(name, $0) } }
    if let flag = value.bool { return flag ? ["--" + name] : switches.contains(name) ? ["--no-" + name] : [] }
    return ["--" + name, value.string ?? ""]
  }
}
