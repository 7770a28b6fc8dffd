import Datasets
import Foundation
import ImageFiles
import Tensors

/// Writes small parts of plausible values, each different, for tests that read pixels.
struct PartFiles {
  static let height = 6
  static let width = 8

  let layout: FileLayout

  init() throws { layout = try FileLayout() }

  var root: String { layout.root }

  /// Good parts for learning, calibration and test, and one defective part with a mask: nothing to complain of.
  static func sound() throws -> PartFiles {
    let files = try PartFiles()
    for number in 0..<10 { try files.add("lid/train/good", "\(number)") }
    for number in 0..<5 { try files.add("lid/validation/good", "\(number)") }
    try files.add("lid/test/good", "0")
    try files.add("lid/test/dent", "0")
    try files.mask("lid/test/dent/gt/0.png")
    return files
  }

  /// Adds a part with files under `rgb/` and `xyz/`.
  func add(_ folder: String, _ name: String) throws {
    try image("\(folder)/rgb/\(name).png")
    try cloud("\(folder)/xyz/\(name).tiff")
  }

  /// Writes an image of noise that depends on its path.
  func image(_ path: String, height: Int = height, width: Int = width, seed: UInt64 = 0) throws {
    try layout.add(path)
    var stream = RandomStream(seed: seed).stream(path)
    let values = (0..<height * width * 3).map { _ in stream.uniform() }
    try PNGFile.writeRGB(
      Tensor(shape: [height, width, 3], elements: values), to: layout.root + "/" + path)
  }

  /// Writes a cloud in metres, 0.4 m away and 0.1 m wide, whose relief depends on its path.
  func cloud(
    _ path: String, height: Int = height, width: Int = width, scale: Float = 1,
    keeping isKept: (Int) -> Bool = { _ in true }
  ) throws {
    try layout.add(path)
    var stream = RandomStream(seed: 1).stream(path)
    var points = Tensor(shape: [height, width, 3])
    for pixel in 0..<height * width where isKept(pixel) {
      points[flat: 3 * pixel] = Float(pixel % width) * 0.0125 * scale
      points[flat: 3 * pixel + 1] = Float(pixel / width) * 0.0125 * scale
      points[flat: 3 * pixel + 2] = (0.4 + 0.01 * stream.uniform()) * scale
    }
    try TIFFFile.writeXYZ(points, to: layout.root + "/" + path)
  }

  /// Writes a mask that marks the given pixels.
  func mask(
    _ path: String, height: Int = height, width: Int = width, marking isMarked: (Int) -> Bool = { $0 == 3 }
  ) throws {
    try layout.add(path)
    let samples = (0..<height * width).map { isMarked($0) ? UInt16(255) : 0 }
    try PNGFile.writeGray(
      GrayImage(height: height, width: width, bitDepth: 8, samples: samples), to: layout.root + "/" + path)
  }

  /// Copies one file over another.
  func copy(_ source: String, to target: String) throws {
    try? FileManager.default.removeItem(atPath: root + "/" + target)
    try FileManager.default.copyItem(atPath: root + "/" + source, toPath: root + "/" + target)
  }

  /// Checks what was written.
  func check(_ edit: (inout DatasetCheck) -> Void = { _ in }, threads: Int = 1) -> CheckReport {
    var check = DatasetCheck()
    edit(&check)
    return check.run(root, on: WorkerPool(threadCount: threads))
  }
}
