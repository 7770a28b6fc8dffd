import ArgumentParser
import Datasets
import SyntheticParts

/// `assay synth`.
struct SynthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synth",
    abstract: "Make a data set of rendered parts with known defects.",
    discussion: "The same options and seed make the same bytes. Families: \(familyNames).")

  private static let familyNames = PartFamily.allCases.map(\.rawValue).joined(separator: ", ")

  @Argument(help: ArgumentHelp("The folder to write.", valueName: "out"), completion: .directory)
  var out: String

  @Option(
    help: ArgumentHelp("The part families to make, separated by commas; all by default.", valueName: "a,b"))
  var categories: String?

  @Option(help: "The arrangement of folders and files to write: mvtec3d, eyecandies or folder.")
  var layout: DatasetLayout = .mvtec3D

  @Option(help: ArgumentHelp("The seed of everything that is drawn.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("The height and width of the images, in pixels.", valueName: "pixels"))
  var size: Int = 256

  @Option(help: ArgumentHelp("Good parts to learn from, for each category.", valueName: "count"))
  var train: Int = 40

  @Option(help: ArgumentHelp("Good parts to calibrate on, for each category.", valueName: "count"))
  var validation: Int = 10

  @Option(
    help: ArgumentHelp("Parts to test on, for each category; a third of them good.", valueName: "count"))
  var test: Int = 30

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (32...2048).contains(size) else {
      throw ValidationError("--size must lie between 32 and 2048, not \(size).")
    }
    for (name, count) in [("train", train), ("validation", validation), ("test", test)] {
      guard (0...100_000).contains(count) else {
        throw ValidationError("--\(name) must lie between 0 and 100000, not \(count).")
      }
    }
  }

  func run() throws {
    let console = common.makeConsole()
    let plan = try SyntheticDatasetPlan(
      families: families(), imageSize: size, seed: seed, train: train, validation: validation, test: test)
    try OutputFolder.create(out)
    try plan.write(to: out, layout: layout, on: common.makePool()) { done, total in
      console.progress("making parts", done: done, of: total)
    }
    try console.result(out)
  }

  private func families() throws -> [PartFamily] {
    guard let categories else { return PartFamily.allCases }
    return try categories.split(separator: ",").map { name in
      guard let family = PartFamily(rawValue: String(name)) else {
        throw CommandFailure(.usage, "category \(name): expected one of \(Self.familyNames)")
      }
      return family
    }
  }
}
