import Foundation
import TestSupport
import Testing

/// Every command in the documentation exists, with the options that it is shown with.
@Suite struct DocumentedCommandTests {
  @Test func commandsOfEveryPageAreUnderstood() throws {
    let catalog = try CommandCatalog.load()
    var count = 0
    for page in try Self.pages() {
      let text = try String(contentsOfFile: "\(SharedData.packageRoot)/\(page)", encoding: .utf8)
      for command in Self.commands(of: text) {
        let objection = catalog.objection(to: command)
        #expect(objection == nil, "\(page): assay \(command.joined(separator: " ")): \(objection ?? "")")
        count += 1
      }
    }
    #expect(count > 25)
  }

  @Test func theReferenceNamesEveryCommand() throws {
    let page = try String(
      contentsOfFile: "\(SharedData.packageRoot)/docs/reference/cli.md", encoding: .utf8)
    for command in try CommandCatalog.load().command.subcommands ?? [] where command.commandName != "help" {
      #expect(page.contains("| `\(command.commandName) "), "\(command.commandName)")
    }
  }

  @Test(arguments: [
    ["paint"], ["score", "--rgb"], ["score", "m", "--colour", "red"], ["fit", "a", "--quiet"],
    ["convert", "wood"],
  ])
  func mistakesAreSeen(words: [String]) throws {
    #expect(try CommandCatalog.load().objection(to: words) != nil)
  }

  /// The README and all pages below `docs`.
  private static func pages() throws -> [String] {
    let root = "\(SharedData.packageRoot)/docs"
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return ["README.md"] + files.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
  }

  /// The words after `assay` of every command in the code blocks and code spans of a page.
  private static func commands(of page: String) -> [[String]] {
    let blocks = page.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let lines = blocks.joined(separator: "\n").replacing("\\\n", with: " ").split(separator: "\n")
    return lines.compactMap { line in
      guard let match = line.firstMatch(of: /(?:^|^\$ |\| |&& )assay ([a-z].*)$/) else { return nil }
      return words(of: String(match.1))
    }
  }

  /// The words of a command up to a comment, a pipe or a redirection; quotes keep words together, brackets stand around
  /// what may be left out.
  private static func words(of command: String) -> [String] {
    let words = command.matches(of: /"[^"]*"|'[^']*'|[^\s]+/).map { String($0.0) }
    return words.prefix { !["#", "|", ">", "<", "&&", ";"].contains($0) }
      .map { $0.trimmingCharacters(in: ["[", "]"]) }.filter { !$0.isEmpty && $0 != "…" }
  }
}
