import ArgumentParser
import Detection

/// The root of the command line.
struct AssayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Find surface defects from one RGB image and one organised point cloud of a part.",
    discussion: """
      Assay learns from good parts only. Start with `assay demo`; then `assay fit` on your own good parts and \
      `assay score` on new ones. Results go to standard output, everything else to standard error.
      """,
    version: AssayVersion.current,
    subcommands: [
      DemoCommand.self, SynthCommand.self, CheckCommand.self, FitCommand.self, AdaptCommand.self,
      CalibrateCommand.self,
      ScoreCommand.self, EvaluateCommand.self, ReportCommand.self, InspectCommand.self,
      FeaturesCommand.self, ConvertCommand.self,
    ])
}
