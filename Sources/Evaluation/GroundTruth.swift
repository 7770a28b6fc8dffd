/// What is known about a test sample.
public enum GroundTruth: Sendable, Equatable {
  /// No defect anywhere.
  case good

  /// A defect of a named type, and where it is; without a mask the sample counts as an image only.
  case defective(type: String, mask: DefectMask?)
}
