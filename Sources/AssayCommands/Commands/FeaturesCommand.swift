import ArgumentParser
import Branches
import Datasets
import Detection
import TensorFiles
import Tensors

/// `assay features`.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Write the patch features of one pair, for checking against other implementations.",
    discussion: """
      Writes `appearance` [patches, Da] and `geometry` [patches, Dg], which memory banks compare, `valid` [patches] (1 \
      where there are points) and `part` [patches] (1 where the part is), row-major over the grid, before any adaptor; \
      also `appearance.adaptable` and `geometry.adaptable` where adaptors take other features. With a bundle that has \
      adaptors also `appearance.adapted` and `geometry.adapted`, in the adaptors' scale, zero where the part has no \
      points. The grid, the input size and the region of the frame that the input shows (x, y, width, height) stand in \
      the metadata.
      """)

  @Argument(
    help: ArgumentHelp("A bundle whose branches and preprocessing to use.", valueName: "model.assay"),
    completion: .directory)
  var model: String?

  @OptionGroup var detector: DetectorOptions

  @Option(help: ArgumentHelp("The image, a PNG.", valueName: "a.png"), completion: .file(extensions: ["png"]))
  var rgb: String

  @Option(
    help: ArgumentHelp("The organised cloud, a TIFF of 3 floats per pixel.", valueName: "a.tiff"),
    completion: .file(extensions: ["tiff", "tif"]))
  var xyz: String

  @Option(
    help: ArgumentHelp("The file to write.", valueName: "f.safetensors"),
    completion: .file(extensions: ["safetensors"]))
  var out: String

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let pool = common.makePool()
    let bundle = try model.map { try ModelBundle(reading: $0, on: pool) }
    let setup = try bundle.map { DetectorSetup($0.detector) } ?? detector.setup()
    let pair = try SamplePair(rgb: rgb, xyz: xyz, unit: reading.unit)
    try pair.requirePoints(from: xyz)
    let capture = try Capture(id: rgb, image: pair.rgb, cloud: pair.cloud)
    let described = try setup.extractor.describe(capture, on: pool)
    let adapted = bundle?.detector.adaptedFeatures(of: described, on: pool) ?? [:]
    try file(of: described, by: setup.extractor, setup.configuration, adapted).write(to: out)
    try common.makeConsole().result(out)
  }

  private func file(
    of described: DescribedPart, by extractor: FeatureExtractor, _ configuration: DetectorConfiguration,
    _ adapted: [String: Tensor]
  ) -> SafetensorsFile {
    let grid = described.part.placement.grid
    let region = described.part.placement.mapping.region
    let valid = described.geometry.isValid.map { Float($0 ? 1 : 0) }
    var part = [Float](repeating: 0, count: grid.patchCount)
    for patch in described.part.placement.patches { part[patch] = 1 }
    var tensors = adapted
    tensors["part"] = Tensor(shape: [part.count], elements: part)
    tensors["valid"] = Tensor(shape: [valid.count], elements: valid)
    Self.add("appearance", of: extractor.appearance, described.appearance, to: &tensors)
    Self.add("geometry", of: extractor.geometry, described.geometry, to: &tensors)
    return SafetensorsFile(
      tensors: tensors,
      metadata: [
        "appearance": configuration.appearance.name,
        "geometry": configuration.geometry.name,
        "grid": "\(grid.rows)x\(grid.columns)",
        "input": "\(grid.inputSide)x\(grid.inputSide)",
        "region": "\(region.x),\(region.y),\(region.width),\(region.height)",
      ])
  }

  /// Adds what banks compare of a branch's features, and what adaptors take where that is something else.
  private static func add(
    _ name: String, of branch: any PatchBranch, _ features: PatchFeatures, to tensors: inout [String: Tensor]
  ) {
    let (compared, taken) = (branch.bankFeatures, branch.adaptableFeatures)
    tensors[name] = features.values.columns(compared)
    if taken.clamped(to: compared) != taken {
      tensors["\(name).adaptable"] = features.values.columns(taken)
    }
  }
}
