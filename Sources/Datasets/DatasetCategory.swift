/// One product of a data set.
public struct DatasetCategory: Sendable, Equatable {
  /// The name of the product, which is the name of its folder.
  public let name: String

  /// The masks that say which pixels of every part are inspected.
  public let masks: InspectionMasks

  /// All parts, ordered by split, then `good` before defects, then by name.
  public let samples: [DatasetSample]

  /// A product with its parts.
  init(name: String, samples: [DatasetSample], masks: InspectionMasks = .none) {
    self.name = name
    self.samples = samples
    self.masks = masks
  }

  /// The parts of one split.
  public func samples(in split: DatasetSplit) -> [DatasetSample] {
    samples.filter { $0.split == split }
  }

  /// The good parts of one split: those to learn from or to calibrate on.
  public func goodSamples(in split: DatasetSplit) -> [DatasetSample] {
    samples.filter { $0.split == split && $0.isGood }
  }

  /// The kinds of defect that occur, sorted.
  public var defects: [String] {
    Set(samples.lazy.filter { !$0.isGood }.map(\.defect)).sorted()
  }
}
