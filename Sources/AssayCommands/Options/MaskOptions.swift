import ArgumentParser
import Datasets
import Detection

/// Which pixels of a frame are inspected.
struct MaskOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A PNG of the frame: pixels above 0 are inspected, no others.", valueName: "mask.png"),
    completion: .file(extensions: ["png"]))
  var roi: String?

  @Option(
    help: ArgumentHelp("A PNG of the frame: pixels above 0 are not inspected.", valueName: "mask.png"),
    completion: .file(extensions: ["png"]))
  var ignore: String?

  /// The files that were named.
  var masks: InspectionMasks { InspectionMasks(roi: roi, ignore: ignore) }
}

extension PixelMask {
  /// The inspected pixels that mask files say; nil without a file.
  init?(reading masks: InspectionMasks) throws {
    guard let read = try masks.read() else { return nil }
    self.init(read)
  }

  /// A mask that was read.
  init(_ mask: (size: PixelSize, isInspected: [Bool])) {
    self.init(height: mask.size.height, width: mask.size.width, isInspected: mask.isInspected)
  }
}

extension SamplePair {
  /// The pixels of the part that are inspected; nil when all are.
  var pixelMask: PixelMask? { inspected.map { PixelMask((size, $0)) } }
}
