import Datasets
import TestSupport
import Testing

/// How good parts are divided when the folders do not say.
@Suite struct GoodPartDivisionTests {
  private func open(
    good: Int, bad: Int, seed: UInt64 = 0, edit: (inout DatasetOptions) -> Void = { _ in }
  ) throws -> DatasetCategory {
    let parts = (0..<good).map { "good/\($0)" } + (0..<bad).map { "dent/\($0)" }
    let layout = try FileLayout(parts.flatMap { [$0 + ".png", $0 + ".tiff"] })
    var options = DatasetOptions()
    options.seed = seed
    edit(&options)
    let found = try Dataset.open(root: layout.root, options: options).categories[0]
    return found
  }

  private func counts(_ category: DatasetCategory) -> [Int] {
    DatasetSplit.allCases.map { category.goodSamples(in: $0).count }
  }

  @Test(arguments: [
    (20, 3, [12, 4, 4]), (20, 0, [16, 4, 0]), (1, 0, [1, 0, 0]), (1, 1, [1, 0, 0]), (2, 0, [1, 1, 0]),
    (2, 1, [1, 1, 0]), (3, 1, [1, 1, 1]), (10, 1, [6, 2, 2]),
  ])
  func counts(good: Int, bad: Int, expected: [Int]) throws {
    #expect(try counts(open(good: good, bad: bad)) == expected)
  }

  @Test func sharesAreOptions() throws {
    let category = try open(good: 10, bad: 1) { options in
      options.validationShare = 0.5
      options.testShare = 0
    }
    #expect(counts(category) == [5, 5, 0])
  }

  @Test func seedDecides() throws {
    let names = try [0, 0, 1].map {
      try open(good: 40, bad: 1, seed: $0).goodSamples(in: .validation).map(\.id)
    }
    #expect(names[0] == names[1])
    #expect(names[0] != names[2])
  }

  /// A split that the folders leave out stays empty: calibration then compares training parts with each other.
  @Test func splitsOfFoldersAreTakenAsTheyAre() throws {
    let parts = (0..<5).flatMap { ["train/good/rgb/\($0).png", "train/good/xyz/\($0).tiff"] }
    let layout = try FileLayout(parts + ["test/x/rgb/1.png", "test/x/xyz/1.tiff"])
    #expect(try counts(Dataset.open(root: layout.root).categories[0]) == [5, 0, 0])
  }
}
