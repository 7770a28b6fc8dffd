import Datasets
import Foundation
import ImageFiles
import PointClouds
import SyntheticParts
import Tensors
import TestSupport
import Testing

/// What is written in each layout reads back as the same parts.
@Suite struct WriterTests {
  static let layouts: [DatasetLayout] = [.mvtec3D, .eyecandies, .folder]

  /// One good part to learn from, one to calibrate on, one good and two defective ones to test on.
  static let plan = SyntheticDatasetPlan(
    families: [.biscuit], imageSize: 40, seed: 3, train: 1, validation: 1, test: 3)

  /// The parts of the plan, rendered anew.
  private static func rendered(
    withLightings: Bool = false, focalRatio: Float? = nil
  ) -> [String: SyntheticSample] {
    let factory = SyntheticPartFactory(family: .biscuit, imageSize: 40, seed: 3, focalRatio: focalRatio)
    func good(_ index: Int) -> SyntheticSample { factory.good(index: index, withLightings: withLightings) }
    func defect(_ kind: DefectKind, _ index: Int, _ severity: Float) -> SyntheticSample {
      factory.defective(kind: kind, index: index, severity: severity, withLightings: withLightings)
    }
    return [
      "train/good": good(0), "validation/good": good(1), "test/good": good(2),
      "test/dent": defect(.dent, 3, 0.15), "test/bump": defect(.bump, 4, 0.15 + 0.85 * 0.1),
    ]
  }

  private func written(_ layout: DatasetLayout, threads: Int = 1) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Self.plan.write(to: folder.path, layout: layout, on: WorkerPool(threadCount: threads))
    return folder
  }

  @Test func mvtecLayoutHoldsTheRenderedParts() throws {
    let folder = try written(.mvtec3D)
    let dataset = try Dataset.open(root: folder.path)
    #expect(dataset.layout == .mvtec3D)
    #expect(dataset.omissions.isEmpty)
    let parts = Self.rendered()
    #expect(dataset.samples.map { "\($0.split.rawValue)/\($0.defect)" }.sorted() == parts.keys.sorted())
    for sample in dataset.samples {
      let part = try #require(parts["\(sample.split.rawValue)/\(sample.defect)"])
      let pair = try dataset.load(sample)
      #expect(pair.rgb == part.rgb)
      #expect(pair.cloud.points == part.xyz)
      #expect(pair.mask == (sample.split == .test ? part.mask : nil))
    }
  }

  @Test func plainFolderHoldsTheRenderedParts() throws {
    let folder = try written(.folder)
    var options = DatasetOptions()
    options.validationShare = 0
    options.testShare = 0
    let dataset = try Dataset.open(root: folder.path, options: options)
    #expect(dataset.layout == .folder)
    #expect(dataset.omissions.isEmpty)
    let parts = Self.rendered()
    #expect(dataset.samples.count == parts.count)
    for sample in dataset.samples {
      let split = try #require(sample.id.split(separator: "_").first)
      let part = try #require(parts["\(split)/\(sample.defect)"])
      let pair = try dataset.load(sample)
      #expect(pair.rgb == part.rgb)
      #expect(pair.cloud.points == part.xyz)
      #expect(pair.mask == (sample.isGood ? nil : part.mask))
    }
  }

  /// Test parts are numbered and good or bad; which kind a bad one has is in its depth.
  @Test func eyecandiesLayoutHoldsTheRenderedParts() throws {
    let folder = try written(.eyecandies)
    let dataset = try Dataset.open(root: folder.path)
    #expect(dataset.layout == .eyecandies)
    #expect(dataset.omissions.isEmpty)
    let parts = Self.rendered(withLightings: true, focalRatio: DepthCamera.eyecandiesFocalRatio)
    let labels = dataset.samples.map { "\($0.split.rawValue)/\($0.defect)" }
    #expect(labels == ["train/good", "validation/good", "test/good", "test/bad", "test/bad"])
    for sample in dataset.samples {
      let pair = try dataset.load(sample)
      let part = try #require(parts.values.first { $0.lightings[4] == pair.rgb })
      #expect(part.defects.isEmpty == sample.isGood)
      #expect(pair.mask == part.mask)
      try expectEqualPoints(pair, part)
    }
  }

  /// The points of the exact depth through the camera that rendered it: parts keep their size.
  private func expectEqualPoints(_ pair: SamplePair, _ part: SyntheticSample) throws {
    let depths = part.depth.elements
    let (least, most) = (try #require(depths.min()), try #require(depths.max()))
    // Half a step of 16 bits, and the rounding of Float.
    let tolerance = (most - least) / 65_535 * 0.5 + most * 2e-7
    let camera = part.camera
    let width = pair.cloud.width
    #expect(depths.indices.allSatisfy { abs(pair.cloud.points[flat: 3 * $0 + 2] - depths[$0]) <= tolerance })
    #expect(
      depths.indices.allSatisfy { pixel in
        let across = (Float(pixel % width) - camera.centreColumn) / camera.focalLength * depths[pixel]
        let down = (Float(pixel / width) - camera.centreRow) / camera.focalLength * depths[pixel]
        return abs(pair.cloud.points[flat: 3 * pixel] - across) <= tolerance
          && abs(pair.cloud.points[flat: 3 * pixel + 1] - down) <= tolerance
      })
  }

  @Test(arguments: layouts) func bytesDoNotDependOnThreads(layout: DatasetLayout) throws {
    let folders = try [1, 2].map { try written(layout, threads: $0) }
    let files = try folders.map { try contents(of: $0.path) }
    #expect(files[0].count >= 10)
    #expect(files[0] == files[1])
  }

  @Test(arguments: layouts) func whatIsWrittenIsSound(layout: DatasetLayout) throws {
    let folder = try written(layout)
    let report = DatasetCheck().run(folder.path, on: WorkerPool(threadCount: 1))
    #expect(!report.findings.contains { $0.severity == .error }, "\(report.findings)")
  }

  @Test func aFolderThatCannotBeCreatedIsNamed() throws {
    let layout = try FileLayout(["biscuit"])
    #expect {
      try Self.plan.write(to: layout.root, layout: .mvtec3D, on: WorkerPool(threadCount: 1))
    } throws: { error in
      "\(error)".contains("biscuit/train/good/rgb: the folder cannot be created")
    }
  }

  /// Every file below a folder by its relative path.
  private func contents(of root: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
      files[name] = FileManager.default.contents(atPath: root + "/" + name)
    }
    return files
  }
}
