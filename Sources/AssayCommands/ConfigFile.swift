import Files
import Foundation
import Yams

/// Options from a YAML file, as if they had been typed; what was typed wins.
///
/// The file is a mapping from long option names to values: `bank-rows: 5000`, `no-adapt: true`, and a list for an
/// option that can be repeated. A name that the command does not have is refused, and the nearest one that it has is named.
enum ConfigFile {
  private static let sizeLimit = 1 << 20

  /// Flags that have an opposite, `--no-…`.
  private static let switches: Set = ["adapt"]

  /// The command line with `--config FILE` replaced by what the file says.
  static func expand(_ words: [String]) throws -> [String] {
    let arguments = spelledOut(words)
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
    try check(fromFile, of: path, known: optionNames(of: arguments[0]))
    return typed
      + fromFile.filter { !given.contains(flagless($0.name)) }.flatMap { self.words($0.name, $0.value) }
  }

  /// `adapt JOB.yaml` is short for `adapt --config JOB.yaml`.
  private static func spelledOut(_ arguments: [String]) -> [String] {
    guard arguments.count > 1, arguments[0] == AdaptCommand.configuration.commandName,
      !arguments[1].hasPrefix("-")
    else { return arguments }
    return [arguments[0], "--config"] + arguments.dropFirst()
  }

  private static func check(
    _ entries: [(name: String, value: Node)], of path: String, known: Set<String>
  ) throws(CommandFailure) {
    for (name, value) in entries {
      guard known.isEmpty || known.contains(name) else {
        let hint = Spelling.nearest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
        throw CommandFailure(
          .usage, "\(place(of: value, in: path)): there is no option `\(DisplayPath(name))`\(hint)")
      }
      guard value.mapping == nil else {
        throw CommandFailure(
          .usage, "\(place(of: value, in: path)): `\(DisplayPath(name))`: expected a value, found a mapping")
      }
    }
  }

  private static func place(of value: Node, in path: String) -> String {
    "\(DisplayPath(path))" + (value.mark.map { ", line \($0.line)" } ?? "")
  }

  /// The long names of a command's options, from its help; none for a command that has commands of its own.
  static func optionNames(of command: String) -> Set<String> {
    let type = AssayCommand.configuration.subcommands.first { $0.configuration.commandName == command }
    guard let type, type.configuration.subcommands.isEmpty else { return [] }
    let columns = type.helpMessage(columns: 400).split(separator: "\n").map { $0.drop(while: \.isWhitespace) }
      .filter { $0.hasPrefix("-") }.compactMap { $0.split(separator: "  ").first }
    return Set(columns.flatMap { $0.matches(of: /--([a-z0-9-]+)/).map { String($0.output.1) } })
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
    if value.scalar?.style != .doubleQuoted, value.scalar?.style != .singleQuoted, let flag = value.bool {
      return flag ? ["--" + name] : switches.contains(name) ? ["--no-" + name] : []
    }
    return ["--" + name, value.string ?? ""]
  }
}
