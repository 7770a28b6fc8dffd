import ArgumentParser

/// `assay convert`.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn files of others into files that Assay reads.",
    subcommands: [ConvertDepthCommand.self, ConvertCloudCommand.self, ConvertWeightsCommand.self])
}
