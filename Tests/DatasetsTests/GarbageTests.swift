import Datasets
import Foundation
import Tensors
import TestSupport
import Testing

/// Whatever lies in the folders, a check answers.
@Suite struct GarbageTests {
  private static let corpus = SharedData.path("corpora/bad-inputs")

  /// Files below a folder of the corpus, sorted, without the largest.
  private func files(_ folder: String, ending: [String]) -> [String] {
    let root = (Self.corpus ?? "") + "/" + folder
    let names = FileManager.default.enumerator(atPath: root)?.allObjects ?? []
    return names.compactMap { $0 as? String }.sorted()
      .filter { ending.contains(($0 as NSString).pathExtension) }.map { root + "/" + $0 }
      .filter { ((try? Data(contentsOf: URL(fileURLWithPath: $0)).count) ?? .max) < 1 << 20 }
  }

  @Test(.enabled(if: corpus != nil, "skipped: needs ../shared beside the checkout"))
  func damagedImagesAndClouds() throws {
    let images = files("png", ending: ["png"])
    let clouds = files("tiff", ending: ["tif", "tiff"])
    try #require(!images.isEmpty && !clouds.isEmpty)
    let layout = try FileLayout(LayoutTests.mvtec("part/"))
    for number in 0..<300 {
      let folder = layout.root + "/part/\(number % 2 == 0 ? "train/good" : "test/dent")"
      try copy(images[number % images.count], to: "\(folder)/rgb/x\(number).png")
      try copy(clouds[number % clouds.count], to: "\(folder)/xyz/x\(number).tiff")
      try? copy(images[(number + 7) % images.count], to: "\(folder)/gt/x\(number).png")
    }
    let report = DatasetCheck().run(layout.root, on: WorkerPool(threadCount: 2))
    #expect(report.verdict == .unusable)
    #expect(report.findings.contains { $0.topic == .unreadable || $0.topic == .sampleType })
  }

  private func copy(_ source: String, to target: String) throws {
    try FileManager.default.copyItem(atPath: source, toPath: target)
  }

  @Test(arguments: [
    ["good/1.png", "good/1.tiff"], ["good/rgb/1.png", "good/xyz/1.tif", "good/gt/1.png"],
    LayoutTests.mvtec("a/"), LayoutTests.eyecandies("a/"), ["train/good/rgb/1.png", "test/x/xyz/1.tiff"],
  ])
  func filesOfNoiseAndNothing(names: [String]) throws {
    let layout = try FileLayout(names)
    var stream = RandomStream(seed: 1)
    for name in names.dropFirst() {
      let bytes = (0..<stream.index(below: 300)).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
      try Data(bytes).write(to: URL(fileURLWithPath: layout.root + "/" + name))
    }
    for chosen in DatasetLayout.allCases {
      var check = DatasetCheck()
      check.layout = chosen
      #expect(check.run(layout.root, on: WorkerPool(threadCount: 1)).verdict == .unusable)
    }
  }
}
