import Foundation
import TestSupport
import Testing

/// Every command of the tool with its options, as the tool itself lists them.
struct CommandCatalog: Decodable {
  /// A command.
  struct Command: Decodable {
    let commandName: String
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  /// An argument, an option or a flag.
  struct Argument: Decodable {
    /// One of the ways to write it.
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    /// How a shell completes the value; nil when it does not.
    struct Completion: Decodable {
      init(from decoder: any Decoder) {}
    }

    let kind: String
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let completionKind: Completion?
  }

  let command: Command

  /// Asks the tool.
  static func load() throws -> CommandCatalog {
    let outcome = try AssayTool.run(["--experimental-dump-help"])
    try #require(outcome.status == 0)
    return try JSONDecoder().decode(CommandCatalog.self, from: Data(outcome.output.utf8))
  }

  /// What the tool would say against the words after `assay`, or nil when it would begin to work.
  func objection(to words: [String]) -> String? {
    var (command, rest) = (self.command, words[...])
    while let next = command.subcommands?.first(where: { $0.commandName == rest.first }) {
      command = next
      rest = rest.dropFirst()
    }
    if command.subcommands?.isEmpty == false, let word = rest.first, !word.hasPrefix("-") {
      return "no command \(word)"
    }
    return command.objection(to: Array(rest))
  }
}

extension CommandCatalog.Command {
  /// Every argument of the command and of those below it, each with the words that lead to it.
  func everyArgument(after words: [String] = []) -> [(place: String, argument: CommandCatalog.Argument)] {
    let place = words + [commandName]
    return (arguments ?? []).map { argument in
      ((place + [argument.names?.last?.name ?? argument.valueName ?? ""]).joined(separator: " "), argument)
    } + (subcommands ?? []).flatMap { $0.everyArgument(after: place) }
  }

  fileprivate func objection(to words: [String]) -> String? {
    let arguments = self.arguments ?? []
    let places = arguments.filter { $0.kind == "positional" }
    var (rest, found) = (words[...], 0)
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word.count > 1 else {
        found += 1
        continue
      }
      guard let option = arguments.first(where: { $0.isWritten(word) }) else { return "no option \(word)" }
      if option.kind == "option", rest.popFirst() == nil { return "\(word) without a value" }
    }
    guard found > places.count, !places.contains(where: \.isRepeating) else { return nil }
    return "\(found) words for \(places.count) arguments"
  }
}

extension CommandCatalog.Argument {
  fileprivate func isWritten(_ word: String) -> Bool {
    (names ?? []).contains { word == ($0.kind == "short" ? "-" : "--") + $0.name }
  }
}
