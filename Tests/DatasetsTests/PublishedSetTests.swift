import Datasets
import Foundation
import TestSupport
import Testing

/// The manifests under `Datasets/` say what the code says.
@Suite struct PublishedSetTests {
  private struct Manifest: Decodable {
    let name: String
    let layout: String
    let categories: [PublishedCategory]
    let totals: [String: Int]
  }

  @Test(arguments: [("mvtec-3d-ad", DatasetLayout.mvtec3D), ("eyecandies", .eyecandies)])
  func manifestAgrees(file: String, layout: DatasetLayout) throws {
    let path = "\(SharedData.packageRoot)/Datasets/\(file).json"
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let published = try #require(PublishedDataset.of(layout))
    #expect(manifest.name == published.name)
    #expect(manifest.layout == layout.rawValue)
    #expect(manifest.categories == published.categories)
  }

  @Test(arguments: ["mvtec-3d-ad", "eyecandies"]) func totalsAreSums(file: String) throws {
    let path = "\(SharedData.packageRoot)/Datasets/\(file).json"
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let fields: [(String, (PublishedCategory) -> Int)] = [
      ("train", \.train), ("validation", \.validation), ("test_good", \.goodTest),
      ("test_defective", \.defectiveTest),
    ]
    let sums = fields.map { _, count in manifest.categories.map(count).reduce(0, +) }
    #expect(sums == fields.map { manifest.totals[$0.0] })
    #expect(sums.reduce(0, +) == manifest.totals["all"])
  }
}
