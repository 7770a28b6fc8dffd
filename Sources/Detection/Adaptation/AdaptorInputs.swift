import Adaptation
import MemoryBank
import Tensors

/// What adaptors take of the features of a patch: some of them, centred and divided by one number for each modality, so that
/// features of good patches have a mean variance of one.
struct AdaptorInputs: Sendable, Equatable {
  /// Which features.
  let columns: FeatureColumns

  /// Their centre and their size.
  let scales: ModalityPair<FeatureScale>

  /// Whether the scales are those of the frozen bank, as in bundles of format 4 and before, and need not be stored.
  let areOfBank: Bool

  /// All features that a bank compares, in its scale.
  init(of bank: FusedMemoryBank) {
    columns = FeatureColumns(appearance: 0..<bank.appearanceCount, geometry: 0..<bank.geometryCount)
    scales = ModalityPair(appearance: bank.appearanceScale, geometry: bank.geometryScale)
    areOfBank = true
  }

  /// Features in scales that are known already.
  init(columns: FeatureColumns, scales: ModalityPair<FeatureScale>) {
    precondition(
      columns.appearance.count == scales.appearance.center.count
        && columns.geometry.count == scales.geometry.center.count,
      "\(columns) with scales of \(scales.appearance.center.count) and \(scales.geometry.center.count) features"
    )
    self.columns = columns
    self.scales = scales
    areOfBank = false
  }

  /// Measures the scales of good patches.
  ///
  /// - Parameters:
  ///   - columns: Which features.
  ///   - rows: The patches of the training parts.
  ///   - parts: The parts with geometry; `measuredParts` of them are looked at.
  ///   - random: The stream that pairs of patches are drawn from.
  ///   - pool: The threads to use; the result does not depend on them.
  init(
    _ columns: FeatureColumns, of rows: TrainingRows, parts: [Int], random: RandomStream, on pool: WorkerPool
  ) {
    let count = min(parts.count, Self.measuredParts)
    var measured = TrainingRows()
    for index in 0..<count {
      let part = rows.rows(ofPart: parts[index * parts.count / count])
      measured.append(part.columns(columns), expectedParts: count)
    }
    let patches = measured.patches
    func scale(_ features: Tensor) -> FeatureScale {
      FeatureScale(of: features, where: patches.hasGeometry, random: random, on: pool)
    }
    self.init(
      columns: columns,
      scales: ModalityPair(appearance: scale(patches.appearance), geometry: scale(patches.geometry)))
  }

  /// Training parts that are measured at most.
  private static let measuredParts = 64

  /// Some patches of a part, as adaptors take them.
  func sample(of rows: PartRows, _ patches: [Int]) -> SampleFeatures {
    let taken = rows.columns(columns)
    return SampleFeatures(
      appearance: scales.appearance.unitVariance(taken.appearance.rows(at: patches)),
      geometry: scales.geometry.unitVariance(taken.geometry.rows(at: patches)))
  }

  /// The patches with geometry of the training parts that have any, as adaptors take them.
  ///
  /// - Parameters:
  ///   - rows: The patches of the training parts.
  ///   - parts: Which parts, at least one, all with geometry.
  /// - Returns: One sample for each part, made when it is needed.
  func samples(of rows: TrainingRows, parts: [Int]) -> TrainingSamples {
    TrainingSamples(
      count: parts.count, appearanceFeatures: columns.appearance.count,
      geometryFeatures: columns.geometry.count
    ) { index in
      let part = rows.rows(ofPart: parts[index])
      return sample(of: part, part.seenPatches)
    }
  }
}

extension FeatureScale {
  /// Rows centred and divided by one number, so that features of good patches have a mean variance of one.
  fileprivate func unitVariance(_ rows: Tensor) -> Tensor {
    let factor = Float(2 * center.count).squareRoot() / typicalDistance
    var scaled = rows
    scaled.withUnsafeMutableElements { elements in
      var position = 0
      for _ in 0..<rows.rows {
        for value in center {
          elements[position] = (elements[position] - value) * factor
          position += 1
        }
      }
    }
    return scaled
  }
}
