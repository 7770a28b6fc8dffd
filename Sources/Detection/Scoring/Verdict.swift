/// What a score means for a part.
public enum Verdict: String, Codable, Sendable {
  /// As good as good parts are.
  case pass

  /// Rare among good parts, but below the threshold.
  case warn

  /// Above the threshold.
  case fail

  /// Too few valid points to judge.
  case insufficientDepth = "insufficient-depth"
}
