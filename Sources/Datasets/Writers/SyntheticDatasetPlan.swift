import SyntheticParts
import Tensors

/// Which rendered parts a data set consists of; the same plan writes the same bytes.
public struct SyntheticDatasetPlan: Sendable, Equatable {
  /// The products, one category each.
  public var families: [PartFamily]

  /// The height and width of all images, in pixels.
  public var imageSize: Int

  /// The seed of everything that is drawn.
  public var seed: UInt64

  /// Good parts to learn from, for each category.
  public var train: Int

  /// Good parts to calibrate on, for each category.
  public var validation: Int

  /// Parts to test on, for each category; a third of them, rounded up, is good.
  public var test: Int

  /// A plan.
  ///
  /// - Parameters:
  ///   - families: The products.
  ///   - imageSize: The height and width of all images, at least 32 pixels.
  ///   - seed: The seed of everything that is drawn.
  ///   - train: Good parts to learn from.
  ///   - validation: Good parts to calibrate on.
  ///   - test: Parts to test on.
  public init(
    families: [PartFamily] = PartFamily.allCases, imageSize: Int = 256, seed: UInt64 = 0, train: Int = 40,
    validation: Int = 10, test: Int = 30
  ) {
    self.families = families
    self.imageSize = imageSize
    self.seed = seed
    self.train = train
    self.validation = validation
    self.test = test
  }

  /// One part of the plan.
  struct Item: Sendable {
    let family: PartFamily
    let place: SamplePlace
    let kind: DefectKind?
    let severity: Float
    let index: Int
  }

  /// Every part, category after category.
  var items: [Item] { families.flatMap(items) }

  private func items(of family: PartFamily) -> [Item] {
    let goodTests = (test + 2) / 3
    var items: [Item] = []
    for (split, count) in [(DatasetSplit.train, train), (.validation, validation), (.test, goodTests)] {
      for number in 0..<count {
        let place = SamplePlace(
          category: family.rawValue, split: split, defect: DatasetSample.good, number: number,
          numberInSplit: number)
        items.append(Item(family: family, place: place, kind: nil, severity: 0, index: items.count))
      }
    }
    return items + defects(of: family, after: goodTests, firstIndex: items.count)
  }

  /// Kinds in turn; within each kind severities from hard to see to obvious.
  private func defects(of family: PartFamily, after goodTests: Int, firstIndex: Int) -> [Item] {
    let kinds = DefectKind.allCases
    let count = test - goodTests
    let rounds = (count + kinds.count - 1) / kinds.count
    return (0..<count).map { position in
      let kind = kinds[position % kinds.count]
      let round = position / kinds.count
      // Kinds start at different severities, so that one round alone has all of them.
      let step = Float(round) / Float(rounds) + Float(position % kinds.count) / Float(kinds.count * rounds)
      let place = SamplePlace(
        category: family.rawValue, split: .test, defect: kind.rawValue, number: round,
        numberInSplit: goodTests + position)
      return Item(
        family: family, place: place, kind: kind, severity: 0.15 + 0.85 * step, index: firstIndex + position)
    }
  }
}
