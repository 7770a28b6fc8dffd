import Foundation

/// Data beside the checkout that is too large or not ours to commit.
public enum SharedData {
  /// The folder `../shared` beside the package, or nil when this machine has none.
  public static let root: String? = existing(packageRoot + "/../shared")

  /// The package's own folder.
  public static var packageRoot: String {
    var path = #filePath
    for _ in 0..<3 { path = (path as NSString).deletingLastPathComponent }
    return path
  }

  /// A file or folder under `../shared`, or nil when it is absent.
  ///
  /// Use it as the condition of a test: `.enabled(if: SharedData.path("corpora") != nil, "…")`.
  public static func path(_ relative: String) -> String? {
    root.flatMap { existing($0 + "/" + relative) }
  }

  /// What a skipped test says.
  public static let absence: String = "skipped: needs ../shared beside the checkout"

  private static func existing(_ path: String) -> String? {
    FileManager.default.fileExists(atPath: path) ? path : nil
  }
}
