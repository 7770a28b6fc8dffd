import Adaptation
import MemoryBank

/// Some of the features of both branches.
typealias FeatureColumns = ModalityPair<Range<Int>>

extension FeatureExtractor {
  /// The features that memory banks compare.
  var bankColumns: FeatureColumns {
    FeatureColumns(appearance: appearance.bankFeatures, geometry: geometry.bankFeatures)
  }

  /// The features that adaptors take.
  var adaptorColumns: FeatureColumns {
    FeatureColumns(appearance: appearance.adaptableFeatures, geometry: geometry.adaptableFeatures)
  }
}

extension PartRows {
  /// The same rows with some of their features.
  func columns(_ columns: FeatureColumns) -> PartRows {
    PartRows(
      appearance: appearance.columns(columns.appearance), geometry: geometry.columns(columns.geometry),
      hasGeometry: hasGeometry)
  }
}

extension TrainingPatches {
  /// The same patches with some of their features.
  func columns(_ columns: FeatureColumns) -> TrainingPatches {
    TrainingPatches(
      appearance: appearance.columns(columns.appearance), geometry: geometry.columns(columns.geometry),
      hasGeometry: hasGeometry, owners: owners)
  }
}
