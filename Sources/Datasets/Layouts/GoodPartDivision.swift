import Tensors

/// Divides the good parts of a folder without splits among them.
///
/// The choice depends on the seed and on the sorted names of the parts alone.
struct GoodPartDivision {
  let options: DatasetOptions

  /// Moves training parts to validation when there are none, and to the test split when that holds defects
  /// but nothing good.
  ///
  /// - Parameter samples: The parts of one category.
  /// - Returns: The same parts in the same order.
  func divided(_ samples: [DatasetSample]) -> [DatasetSample] {
    let train = samples.indices.filter { samples[$0].split == .train && samples[$0].isGood }
    let isTested = samples.contains { $0.split == .test }
    let hasGoodTest = samples.contains { $0.split == .test && $0.isGood }
    let hasValidation = samples.contains { $0.split == .validation }
    let takesTest = isTested && !hasGoodTest
    let test = takesTest ? share(options.testShare, of: train.count, leaving: 2) : 0
    let validation =
      hasValidation ? 0 : share(options.validationShare, of: train.count, leaving: 1 + test)
    return moved(samples, drawn: draw(test + validation, of: train), test: test)
  }

  /// A rounded share, at least one, which leaves at least `rest`.
  private func share(_ share: Double, of count: Int, leaving rest: Int) -> Int {
    guard share > 0, share < 1, count > rest else { return 0 }
    return min(max(1, Int((Double(count) * share).rounded())), count - rest)
  }

  /// Different training parts in random order.
  private func draw(_ count: Int, of train: [Int]) -> ArraySlice<Int> {
    var stream = RandomStream(seed: options.seed).stream("division of good parts")
    var order = train
    for position in 0..<count {
      order.swapAt(position, position + stream.index(below: order.count - position))
    }
    return order.prefix(count)
  }

  private func moved(
    _ samples: [DatasetSample], drawn: ArraySlice<Int>, test: Int
  ) -> [DatasetSample] {
    var samples = samples
    for (position, index) in drawn.enumerated() {
      samples[index] = samples[index].moved(to: position < test ? .test : .validation)
    }
    return samples
  }
}

extension DatasetSample {
  /// The same part for another use.
  fileprivate func moved(to split: DatasetSplit) -> DatasetSample {
    DatasetSample(
      id: id, category: category, split: split, defect: defect, rgb: rgb, geometry: geometry, mask: mask,
      masks: masks)
  }
}
