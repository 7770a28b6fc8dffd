import ImageFiles
import SyntheticParts
import Tensors

/// Writes the layout of Eyecandies: `CATEGORY/{train, val, test_public}/data/ID_*`.
///
/// Depth is what the data set has: exact, without a sensor's noise and missing points. The layout stores no camera, so
/// parts are rendered with that of Eyecandies and read back in their true size.
struct EyecandiesWriter: DatasetWriter {
  let needsLightings = true
  let focalRatio: Float? = DepthCamera.eyecandiesFocalRatio

  func write(_ sample: SyntheticSample, at place: SamplePlace, under root: String) throws(DatasetError) {
    let folder = try WrittenFile.folder("\(root)/\(place.category)/\(Self.name(of: place.split))/data")
    let digits = SamplePlace.digits(place.numberInSplit, count: place.split == .train ? 3 : 2)
    let prefix = "\(folder)/\(digits)_"
    func path(_ item: EyecandiesItem) -> String { prefix + item.fileName }
    try WrittenFile.image { () throws(ImageFileError) in
      for (number, image) in sample.lightings.enumerated() {
        try PNGFile.writeRGB(image, to: path(.image(number)))
      }
      try PNGFile.writeRGB(Self.stored(normals: sample.normals), to: path(.normals))
    }
    try writeDepth(sample, to: path(.depth), range: path(.depthRange))
    try WrittenFile.text("1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n", to: path(.pose))
    try WrittenFile.text("anomalous: \(sample.defects.isEmpty ? 0 : 1)\n", to: path(.metadata))
    try WrittenFile.text(Self.parameters(of: sample), to: path(.parameters))
    try WrittenFile.mask(sample.mask, of: sample, to: path(.mask))
    for kind in EyecandiesItem.defectKinds {
      let shows = sample.defects.contains { Self.kinds(of: $0.kind).contains(kind) }
      try WrittenFile.mask(sample.mask.map { $0 && shows }, of: sample, to: path(.kindMask(kind)))
    }
  }

  private func writeDepth(_ sample: SyntheticSample, to path: String, range rangePath: String)
    throws(DatasetError)
  {
    let depths = sample.depth.elements
    let range = DepthRange(minimum: Double(depths.min() ?? 0), maximum: Double(depths.max() ?? 0))
    let image = GrayImage(
      height: sample.depth.shape[0], width: sample.depth.shape[1], bitDepth: 16,
      samples: range.samples(of: depths))
    try WrittenFile.image { () throws(ImageFileError) in try PNGFile.writeGray(image, to: path) }
    try WrittenFile.text(
      "normalization:\n  max: \(range.maximum)\n  min: \(range.minimum)\n", to: rangePath)
  }

  /// The folder of a split; the test split is the public one.
  private static func name(of split: DatasetSplit) -> String {
    switch split {
    case .train: "train"
    case .validation: "val"
    case .test: "test_public"
    }
  }

  /// Normals as colours: `(n + 1) / 2` with y up and z towards the camera.
  private static func stored(normals: Tensor) -> Tensor {
    let elements = normals.elements.enumerated().map { index, value in
      ((index % 3 == 0 ? value : -value) + 1) / 2
    }
    return Tensor(shape: normals.shape, elements: elements)
  }

  /// The masks of Eyecandies that a kind of defect belongs to.
  private static func kinds(of kind: DefectKind) -> [String] {
    switch kind {
    case .bump, .contamination: kind.changesAppearance ? ["bumps", "colors"] : ["bumps"]
    case .dent, .chip: ["dents"]
    case .crack, .hole: ["dents", "colors"]
    case .scratch: ["normals"]
    case .stain, .discolouration, .printFault: ["colors"]
    }
  }

  private static func parameters(of sample: SyntheticSample) -> String {
    let lines = sample.defects.map { defect in
      "- kind: \(defect.kind.rawValue)\n  severity: \(defect.severity)\n  relief: \(defect.relief)\n"
    }
    return lines.isEmpty ? "defects: []\n" : "defects:\n" + lines.joined()
  }
}
