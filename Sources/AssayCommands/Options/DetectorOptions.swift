import Adaptation
import ArgumentParser
import Branches
import Detection

/// The settings of a detector.
struct DetectorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The appearance branch: a name, or the path of a .safetensors file.", valueName: "branch"),
    completion: .file(extensions: ["safetensors"]))
  var appearance = BranchName.scattering.rawValue

  @Option(
    help: ArgumentHelp(
      "The geometry branch: a name, or the path of a .safetensors file.", valueName: "branch"),
    completion: .file(extensions: ["safetensors"]))
  var geometry = BranchName.fpfh.rawValue

  @Flag(
    inversion: .prefixedNo, help: "Train adaptors on the good parts, or keep the frozen features as they are."
  )
  var adapt = true

  @OptionGroup(title: "Adaptation") var adaptation: AdaptationArguments

  @Option(
    help: ArgumentHelp("The share of patches that the memory bank keeps, in 0...1.", valueName: "share"))
  var bankRatio: Double?

  @Option(help: ArgumentHelp("The rows that the memory bank keeps at most.", valueName: "rows"))
  var bankRows: Int?

  @Option(help: "What to do with the surface that parts lie on.")
  var background = PreprocessingOptions().background

  @Option(help: "What the view of the branches shows: the part, or the whole frame.")
  var framing = PreprocessingOptions().framing

  @Option(help: "How colours are rounded on the way to the view; eight-bit is what Pillow does.")
  var resampling = PreprocessingOptions.Resampling.exact

  @Option(help: ArgumentHelp("The blur of the anomaly map, in pixels of the view.", valueName: "pixels"))
  var blur = ScoringOptions().blur

  @Option(
    help: ArgumentHelp(
      "Rows around the matched one that PatchCore's re-weighting of image scores looks at; 0 leaves it out.",
      valueName: "rows"))
  var reweighting = ScoringOptions().reweightingNeighbors

  @Option(help: ArgumentHelp("Patches around the part that take part too.", valueName: "patches"))
  var margin = PreprocessingOptions().marginPatches

  @Option(
    help: ArgumentHelp("The height and width of the view, in pixels; a multiple of 8.", valueName: "pixels"))
  var inputSize = PreprocessingOptions().inputSide

  @Option(help: ArgumentHelp("The seed of everything that is drawn.", valueName: "number"))
  var seed: UInt64 = 0

  func validate() throws {
    if let bankRatio, !(bankRatio > 0 && bankRatio <= 1) {
      throw ValidationError("--bank-ratio must lie in 0...1, above 0, not \(bankRatio).")
    }
    guard inputSize % 8 == 0, (64...1024).contains(inputSize) else {
      throw ValidationError("--input-size must be a multiple of 8 between 64 and 1024, not \(inputSize).")
    }
    guard blur >= 0, blur <= 100 else {
      throw ValidationError("--blur must lie between 0 and 100, not \(blur).")
    }
    guard reweighting == 0 || (2...100).contains(reweighting) else {
      throw ValidationError("--reweighting must be 0 or lie between 2 and 100, not \(reweighting).")
    }
    guard (0...8).contains(margin) else {
      throw ValidationError("--margin must lie between 0 and 8, not \(margin).")
    }
    if let bankRows, bankRows < 1 {
      throw ValidationError("--bank-rows must be at least 1, not \(bankRows).")
    }
  }

  /// The configuration that the options name, and the networks of the weights files among them.
  ///
  /// - Throws: `BranchError` when a branch is not known or a file holds none, and what reading a file throws.
  func setup() throws -> DetectorSetup {
    let appearance = try BranchChoice(appearance, modality: .appearance)
    let geometry = try BranchChoice(geometry, modality: .geometry)
    return DetectorSetup(
      configuration(appearance: appearance.settings, geometry: geometry.settings),
      networks: NetworkBranches(appearance: appearance.network, geometry: geometry.network))
  }

  private func configuration(
    appearance: BranchSettings, geometry: BranchSettings
  ) -> DetectorConfiguration {
    var configuration = DetectorConfiguration()
    configuration.appearance = appearance
    configuration.geometry = geometry
    configuration.preprocessing.background = background
    configuration.preprocessing.framing = framing
    if resampling != .exact { configuration.preprocessing.resampling = resampling }
    configuration.preprocessing.marginPatches = margin
    configuration.preprocessing.inputSide = inputSize
    configuration.scoring.blur = blur
    configuration.scoring.reweightingNeighbors = reweighting
    if let bankRatio { configuration.bank.ratio = bankRatio }
    if let bankRows {
      configuration.bank.maximumRows = bankRows
    }
    configuration.adaptation = adapt ? adaptation.options : nil
    configuration.seed = seed
    return configuration
  }
}

extension PreprocessingOptions.Background: ExpressibleByArgument {}

extension PreprocessingOptions.Framing: ExpressibleByArgument {}

extension PreprocessingOptions.Resampling: ExpressibleByArgument {}
