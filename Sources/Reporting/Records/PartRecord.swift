/// What a run says about one test part.
public struct PartRecord: Sendable, Codable, Equatable {
  /// The name of the part in its data set: `category/split/defect/id`.
  public var id: String

  /// The kind of defect, or `good`.
  public var defect: String

  /// Whether the part has no defect.
  public var isGood: Bool

  /// The image score of each row of the table, by the row's name.
  public var scores: [String: Float]

  /// The score that the verdict rests on.
  public var score: Float

  /// `pass`, `warn`, `fail` or `insufficient-depth`.
  public var verdict: String

  /// The seconds that reading and scoring took.
  public var seconds: Double

  /// What a run says about a part.
  public init(
    id: String, defect: String, isGood: Bool, scores: [String: Float], score: Float, verdict: String,
    seconds: Double
  ) {
    self.id = id
    self.defect = defect
    self.isGood = isGood
    self.scores = scores
    self.score = score
    self.verdict = verdict
    self.seconds = seconds
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case defect
    case isGood = "good"
    case scores
    case score
    case verdict
    case seconds
  }
}
