/// A data set of RGB images and organised clouds, found in folders.
///
/// Opening lists files and reads no pixels (of Eyecandies the labels of test parts are read). Nothing outside
/// the root folder is ever used, links included.
public struct Dataset: Sendable {
  /// The root folder as it was named.
  public let root: String

  /// The layout found; never `automatic`.
  public let layout: DatasetLayout

  /// The products, sorted by name.
  public let categories: [DatasetCategory]

  /// Files and folders under the root that no sample uses.
  public let omissions: [DatasetOmission]

  /// The choices it was opened with.
  public let options: DatasetOptions

  /// All parts of all categories, in order.
  public var samples: [DatasetSample] { categories.flatMap(\.samples) }

  /// The category of a name.
  ///
  /// - Throws: `DatasetError.unknownCategory`, which names those that exist.
  public func category(_ name: String) throws(DatasetError) -> DatasetCategory {
    if let category = categories.first(where: { $0.name == name }) { return category }
    throw .unknownCategory(name: name, known: categories.map(\.name))
  }

  /// Reads one part; see `SamplePair`.
  public func load(_ sample: DatasetSample) throws(DatasetError) -> SamplePair {
    try SamplePair(reading: sample, unit: options.unit)
  }
}
