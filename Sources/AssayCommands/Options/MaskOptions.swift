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

/// The inspected pixels of a command line, and the file to name when they do not fit.
struct NamedMask {
  private let mask: PixelMask
  private let file: String

  /// Reads mask files; nil without one.
  init?(reading masks: InspectionMasks) throws {
    guard let mask = try PixelMask(reading: masks), let file = masks.files.first else { return nil }
    self.mask = mask
    self.file = file
  }

  /// The pixels of a pair that are inspected by its own masks and by this one.
  ///
  /// - Throws: `DatasetError.maskMismatch` when the pair has another size.
  func intersection(of pair: SamplePair, at rgb: String) throws(DatasetError) -> PixelMask {
    let size = PixelSize(height: mask.height, width: mask.width)
    guard size == pair.size else {
      throw .maskMismatch(mask: file, maskSize: size, rgb: rgb, rgbSize: pair.size)
    }
    return mask.intersection(pair.pixelMask)
  }
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
