/// What a run was made on: the content of `RUN/run.json`.
public struct RunFacts: Sendable, Codable, Equatable {
  /// The published data set whose layout and names the data have; nil for others.
  public var dataset: String?

  /// The last part of the path of the data.
  public var data: String

  /// The layout of the data.
  public var layout: String

  /// The categories asked for, in order.
  public var categories: [String]

  /// The good parts that each category learns from at most; nil for all.
  public var sampleLimit: Int?

  /// The seeds of training; nil in runs of earlier versions.
  public var seeds: [UInt64]?

  /// What a run was made on.
  public init(
    dataset: String?, data: String, layout: String, categories: [String], sampleLimit: Int? = nil,
    seeds: [UInt64]? = nil
  ) {
    self.dataset = dataset
    self.data = data
    self.layout = layout
    self.categories = categories
    self.sampleLimit = sampleLimit
    self.seeds = seeds
  }

  private enum CodingKeys: String, CodingKey {
    case dataset
    case data
    case layout
    case categories
    case sampleLimit = "max_samples"
    case seeds
  }
}
