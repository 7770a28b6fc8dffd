import ArgumentParser
import Datasets
import PointClouds

/// `assay convert cloud`.
struct ConvertCloudCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cloud",
    abstract: "Turn organised clouds (PLY, PCD, NumPy) into XYZ TIFFs.",
    discussion: """
      The points must fill the grid of an image row by row, missing ones as NaN or (0, 0, 0). PCD states its grid; PLY \
      does with obj_info num_cols and num_rows, or with comments width and height; else say --size. Coordinates stay \
      those of the file, in metres. Of a folder every cloud is converted; one that cannot be is reported and the \
      others go on.
      """)

  @Argument(help: ArgumentHelp("A cloud, or a folder of them.", valueName: "in"), completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp("The XYZ TIFF to write; of a folder the folder for them.", valueName: "xyz.tiff"),
    completion: .file(extensions: ["tiff", "tif"]))
  var out: String

  @Option(
    help: ArgumentHelp(
      "Also write the colours of the points as a PNG, or a folder of them.", valueName: "rgb.png"),
    completion: .file(extensions: ["png"]))
  var rgb: String?

  @Option(help: "The unit of the cloud.")
  var unit: LengthUnit = .metre

  @Option(help: ArgumentHelp("The grid of a cloud that does not state it.", valueName: "widthxheight"))
  var size: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let size, grid == nil {
      throw ValidationError("--size takes WIDTHxHEIGHT, such as 1944x1200, not \(size).")
    }
  }

  func run() throws {
    let conversion = CloudConversion(unit: unit, size: grid)
    let files = ConversionFiles(
      input: input, output: out, colors: rgb, endings: CloudConversion.endings, console: common.makeConsole())
    try files.convert(conversion.convert)
  }

  private var grid: GridSize? {
    let sides = size?.lowercased().split(separator: "x").map { Int($0) } ?? []
    guard sides.count == 2, let width = sides[0], let height = sides[1], width > 0, height > 0 else {
      return nil
    }
    return GridSize(width: width, height: height)
  }
}
