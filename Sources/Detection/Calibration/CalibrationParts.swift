import Tensors

/// Good parts to calibrate on: the distances of their patches to the bank, and where those patches lie.
package struct CalibrationParts {
  /// Which good parts these are.
  let source: Calibration.Source

  /// One entry for each part.
  private(set) var parts: [Part] = []

  /// One good part.
  package struct Part: Sendable {
    /// The distances of its patches.
    let distances: PatchDistances

    /// Where its patches lie.
    let placement: PatchPlacement

    /// A part whose patches have been compared with the bank.
    package init(distances: PatchDistances, placement: PatchPlacement) {
      self.distances = distances
      self.placement = placement
    }

    /// The largest value of the part's anomaly map.
    ///
    /// - Parameters:
    ///   - fusion: How the channels are weighed.
    ///   - blur: The deviation of the Gaussian over the map, in pixels of the view.
    ///   - pool: The threads to use.
    /// - Returns: The peak, in units of what good patches reach.
    package func peak(by fusion: ChannelFusion, blur: Double, on pool: WorkerPool) -> Float {
      let mapper = AnomalyMapper(placement.mapping, gridSide: placement.grid.rows, blur: blur)
      return mapper.map(fusion.scores(of: distances, at: placement).fused, at: placement, on: pool).peak
    }
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
