import Files
import Foundation
import Yams

/// Options from a YAML file, as if they had been typed; what was typed wins.
///
/// The file is a mapping from long option names to values: `bank-rows: 5000`, `no-adapt: true`, and a list for an
/// option that can be repeated. A name that the command does not have is refused like a mistyped flag.
enum ConfigFile {
  private static let sizeLimit = 1 << 20

  /// The command line with `--config FILE` replaced by what the file says.
  static func expand(_ arguments: [String]) throws -> [String] {
    guard let position = arguments.firstIndex(of: "--config") else { return arguments }
    guard position + 1 < arguments.count else {
      throw CommandFailure(.usage, "--config needs the path of a YAML file")
    }
    var typed = arguments
    typed.removeSubrange(position...position + 1)
    let given = Set(typed.filter { $0.hasPrefix("--") }.map { $0.prefix { $0 != "=" } })
    let fromFile = try read(arguments[position + 1])
      .filter { !given.contains("--" + $0.name) }
      .flatMap { words($0.name, $0.value) }
    return typed + fromFile
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
    if let flag = value.bool { return flag ? ["--" + name] : [] }
    return ["--" + name, value.string ?? ""]
  }
}
