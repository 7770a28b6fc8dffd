/// The version of Assay.
public enum AssayVersion {
  /// The version of this build, as in the change log.
  public static let current = "0.1.0"
}
