import ArgumentParser
import Datasets
import PointClouds

/// `assay convert depth`.
struct ConvertDepthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depth",
    abstract: "Turn depth images and a camera into XYZ TIFFs.",
    discussion: """
      Reads grey PNG of 16 bits, TIFF of one channel and NumPy arrays. Depth is z, along the optical axis. The cloud is \
      in metres, x right, y down, z away from the camera; pixels without a measurement become (0, 0, 0). Of a folder \
      every depth image is converted; one that cannot be is reported and the others go on.
      """)

  @Argument(help: ArgumentHelp("A depth image, or a folder of them.", valueName: "in"), completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp("The XYZ TIFF to write; of a folder the folder for them.", valueName: "xyz.tiff"),
    completion: .file(extensions: ["tiff", "tif"]))
  var out: String

  @OptionGroup(title: "The camera") var lens: CameraOptions

  @OptionGroup(title: "What numbers stand for") var values: DepthValueOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let (camera, size) = try lens.camera()
    let conversion = DepthConversion(
      camera: camera, size: size, scale: values.depthScale, invalid: values.invalid)
    let files = ConversionFiles(
      input: input, output: out, colors: nil, endings: DepthConversion.endings, console: common.makeConsole())
    try files.convert(conversion.convert)
  }
}

/// The intrinsics of a camera.
struct CameraOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The focal length along rows, in pixels.", valueName: "pixels"))
  var fx: Float?

  @Option(help: ArgumentHelp("The focal length along columns, in pixels.", valueName: "pixels"))
  var fy: Float?

  @Option(help: ArgumentHelp("The column of the principal point, counted from 0.", valueName: "pixels"))
  var cx: Float?

  @Option(help: ArgumentHelp("The row of the principal point, counted from 0.", valueName: "pixels"))
  var cy: Float?

  @Option(
    name: .customLong("camera"),
    help: ArgumentHelp(
      "A YAML or JSON file with fx, fy, cx, cy (or ppx, ppy), width and height; ROS's and Open3D's too.",
      valueName: "camera.yaml"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String?

  func validate() throws {
    let given = [fx, fy, cx, cy].compactMap { $0 }
    guard file == nil ? given.count == 4 : given.isEmpty else {
      throw ValidationError("Give --fx, --fy, --cx and --cy, or --camera.")
    }
    guard given.allSatisfy({ $0.isFinite && abs($0) < 1e6 }), given.prefix(2).allSatisfy({ $0 > 0 }) else {
      throw ValidationError("--fx and --fy must lie above 0, in pixels.")
    }
  }

  /// The camera, and the size of its images where that is known.
  func camera() throws -> (camera: DepthCamera, size: PixelSize?) {
    if let file {
      let read = try CameraFile(reading: file)
      return (read.camera, read.size)
    }
    let lens = DepthCamera(
      focalColumns: fx ?? 1, focalRows: fy ?? 1, centreColumn: cx ?? 0, centreRow: cy ?? 0)
    return (lens, nil)
  }
}

/// What the numbers of a depth image stand for.
struct DepthValueOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Metres for one unit of a stored number.", valueName: "metres"))
  var scale: Double?

  @Option(help: "The unit of stored numbers; floats are metres by default, whole numbers need one of these.")
  var unit: LengthUnit?

  @Option(
    help: ArgumentHelp("The depths in metres of the stored numbers 0 and 65535.", valueName: "min,max"))
  var range: String?

  @Option(
    help: ArgumentHelp("A stored number that means no measurement, repeatable.", valueName: "number"))
  var invalid: [Float] = []

  func validate() throws {
    guard [scale != nil, unit != nil, range != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("Give one of --scale, --unit and --range.")
    }
    if let scale, !(scale > 0 && scale.isFinite) {
      throw ValidationError("--scale must lie above 0, not \(scale).")
    }
    if let range, depthRange == nil {
      throw ValidationError("--range takes two depths in metres, 0 <= MIN < MAX, not \(range).")
    }
  }

  /// The same choice for a conversion; nil when none was made.
  var depthScale: DepthScale? {
    if let scale { return .metresPerUnit(scale) }
    if let depthRange { return .range(depthRange) }
    switch unit {
    case .metre: return .metresPerUnit(1)
    case .millimetre: return .metresPerUnit(0.001)
    case nil: return nil
    }
  }

  private var depthRange: DepthRange? {
    let bounds = range?.split(separator: ",").map { Double($0) } ?? []
    guard bounds.count == 2, let minimum = bounds[0], let maximum = bounds[1], minimum >= 0,
      minimum < maximum,
      maximum.isFinite
    else { return nil }
    return DepthRange(minimum: minimum, maximum: maximum)
  }
}
