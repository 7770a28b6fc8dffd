/// What a finding is about.
public enum CheckTopic: String, CaseIterable, Sendable {
  /// The folder is no data set that can be read.
  case layout

  /// Files that have no partner of the same name.
  case partners = "missing-partners"

  /// Files that cannot be read.
  case unreadable = "unreadable-files"

  /// Files that hold something other than expected.
  case sampleType = "wrong-sample-type"

  /// Image, cloud and mask of a part that differ in size.
  case pairSize = "size-mismatch"

  /// Parts of one product that differ in size.
  case productSize = "mixed-sizes"

  /// Coordinates that look like another unit.
  case unit = "wrong-unit"

  /// The same picture or cloud under two names.
  case duplicates

  /// Clouds with few points or none.
  case coverage = "low-coverage"

  /// Masks that are missing, or do not fit what the folder says.
  case masks

  /// Images of one colour.
  case constantImage = "constant-images"

  /// Too few parts for what they are needed for.
  case partCount = "too-few-parts"

  /// Defective parts where only good ones belong.
  case defectsInTraining = "defects-in-training"

  /// Names that differ in upper and lower case only, or in their ending only.
  case names = "ambiguous-names"

  /// Links, pipes and folders that were not entered.
  case links = "links-and-special-files"

  /// Files that belong to no layout.
  case unknownFiles = "unknown-files"

  /// Parts without a label.
  case unlabelled = "unlabelled-parts"

  /// Names or counts that differ from the published data set.
  case publishedSet = "differs-from-published"
}
