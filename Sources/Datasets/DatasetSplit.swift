/// What the samples of a data set may be used for.
public enum DatasetSplit: String, CaseIterable, Sendable {
  /// Good parts to learn from.
  case train

  /// Good parts to calibrate on; never learnt from.
  case validation

  /// Good and defective parts to measure on; never learnt from or calibrated on.
  case test
}
