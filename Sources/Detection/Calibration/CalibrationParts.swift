/// Good parts to calibrate on: the distances of their patches to the bank, and where those patches lie.
struct CalibrationParts {
  /// Which good parts these are.
  let source: Calibration.Source

  /// One entry for each part.
  private(set) var parts: [Part] = []

  /// One good part.
  struct Part: Sendable {
    /// The distances of its patches.
    let distances: PatchDistances

    /// Where its patches lie.
    let placement: PatchPlacement
  }

  /// No parts yet.
  init(source: Calibration.Source) {
    self.source = source
  }

  /// Appends a part.
  mutating func append(_ part: Part) {
    parts.append(part)
  }
}
