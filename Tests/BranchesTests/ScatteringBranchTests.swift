import Branches
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct ScatteringBranchTests {
  private let pool = WorkerPool(threadCount: 2)
  private let branch = ScatteringBranch(grid: TestView.grid)

  @Test func featuresAreCompressedCoefficients() {
    var options = ScatteringOptions()
    options.colourSpace = .rgb
    options.averagesNeighbours = false
    options.adaptsSinglePatches = nil
    let view = TestView.part()
    let features = ScatteringBranch(grid: TestView.grid, options: options).features(of: view, on: pool)
    let coefficients = ScatteringNetwork(side: 64).coefficients(of: view.image, on: pool)
    #expect(features.values.shape == [64, 3 * 217])
    for column in [0, 1, 24, 25, 216, 217, 434, 650] {
      let coefficient = Double(coefficients[27, column])
      let isMean = column % 217 == 0
      let expected =
        isMean
        ? Float(coefficient) * options.meanWeight : Float(log1p(coefficient / Double(options.fadesBelow)))
      #expect(abs(features.values[27, column] - expected) < 1e-5 * max(1, expected))
    }
  }

  /// What banks compare are means over neighbours of what adaptors take.
  @Test func adaptorsTakeEachPatchByItself() {
    let view = TestView.part()
    let features = branch.features(of: view, on: pool)
    let (compared, taken) = (branch.bankFeatures, branch.adaptableFeatures)
    #expect(compared.upperBound == taken.lowerBound && compared.count == taken.count)
    #expect(branch.featureCount == taken.upperBound)
    let own = PatchFeatures(values: features.values.columns(taken), isValid: features.isValid)
    #expect(
      own.averagedWithNeighbours(in: TestView.grid, on: pool).values == features.values.columns(compared))
    #expect(own.values != features.values.columns(compared))
    var options = ScatteringOptions()
    options.adaptsSinglePatches = nil
    let earlier = ScatteringBranch(grid: TestView.grid, options: options)
    #expect(earlier.adaptableFeatures == compared && earlier.featureCount == compared.count)
    #expect(earlier.features(of: view, on: pool).values == features.values.columns(compared))
  }

  @Test func backgroundPatchesAreInvalidAndZero() {
    let features = branch.features(of: TestView.part(), on: pool)
    #expect(features.isValid[0] == false)
    #expect(features.values.row(0).allSatisfy { $0 == 0 })
    #expect(features.isValid[9] && features.values.row(9).contains { $0 != 0 })
    #expect(features.isValid.count { $0 } == 36)
  }

  @Test(arguments: ColourSpace.allCases, [Float(0), 0.5, 1])
  func plainImagesGiveFiniteFeatures(colourSpace: ColourSpace, value: Float) {
    var options = ScatteringOptions()
    options.colourSpace = colourSpace
    let branch = ScatteringBranch(grid: TestView.grid, options: options)
    let features = branch.features(of: TestView.plain(value), on: pool)
    #expect(features.values.shape == [64, branch.featureCount])
    #expect(features.values.elements.allSatisfy { $0.isFinite })
  }

  @Test func bytesDoNotDependOnThreads() {
    let reference = branch.features(of: TestView.part(), on: WorkerPool(threadCount: 1))
    for threads in [2, 3] {
      #expect(branch.features(of: TestView.part(), on: WorkerPool(threadCount: threads)) == reference)
    }
  }

  @Test func greyImagesHaveNoChroma() {
    let features = branch.features(of: TestView.plain(0.7), on: pool)
    let chroma = features.values.columns(branch.bankFeatures).row(30).dropFirst(217)
    #expect(chroma.count == 50 && chroma.allSatisfy { abs($0) < 1e-2 })
  }
}
