/// Some of the features of both branches.
struct FeatureColumns: Sendable, Equatable {
  /// Features of appearance.
  let appearance: Range<Int>

  /// Features of geometry.
  let geometry: Range<Int>
}

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
