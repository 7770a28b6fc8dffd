import Datasets
import Foundation
import ImageFiles
import Tensors
import TestSupport
import Testing

/// The samples in the repository are what the command in their README makes.
@Suite struct SampleSetTests {
  private static let root = SharedData.packageRoot + "/Datasets/samples"

  @Test func samplesAreMadeAnew() throws {
    let folder = try TemporaryFolder()
    let plan = SyntheticDatasetPlan(
      families: [.biscuit], imageSize: 80, seed: 1, train: 5, validation: 2, test: 8)
    try plan.write(to: folder.path, layout: .mvtec3D, on: WorkerPool(threadCount: 2))
    let paths = try files(of: folder.path)
    #expect(paths == (try files(of: Self.root)))
    for path in paths where path.hasSuffix(".tiff") {
      let contents = [folder.path, Self.root].map { FileManager.default.contents(atPath: $0 + "/" + path) }
      #expect(contents[0] == contents[1], "\(path)")
    }
    // The bytes of a PNG depend on the version of zlib; its pixels do not.
    for path in paths where path.contains("/rgb/") {
      #expect(
        try PNGFile.readRGB(folder.file(path)) == PNGFile.readRGB(Self.root + "/" + path), "\(path)")
    }
  }

  @Test func samplesCanBeUsed() throws {
    let report = DatasetCheck().run(Self.root, on: WorkerPool(threadCount: 1))
    #expect(report.layout == .mvtec3D)
    #expect(report.findings.filter { $0.topic != .partCount }.isEmpty, "\(report.findings)")
  }

  /// The relative paths of the images below a folder, sorted.
  private func files(of root: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".png") || $0.hasSuffix(".tiff") }.sorted()
  }
}
