import Datasets
import Detection
import Files
import Foundation
import Reporting
import Tensors

/// What the results of a category depend on: the settings of the run, the bundle, and the files of its parts.
struct EvaluationBasis {
  /// Settings by name; equal for all categories of a run.
  let settings: [String: String]

  private static let partPrefix = "part "
  private static let bundleKey = "bundle"
  private static let signatureKey = "files"

  /// The basis of a category: the settings, its bundle, and the checksum of each of its parts.
  ///
  /// - Parameters:
  ///   - category: The product.
  ///   - bundle: The bundle to be read; nil when it is fitted.
  ///   - pool: The threads to use.
  /// - Returns: What the results depend on, by name.
  /// - Throws: `FileError` when the bundle cannot be read.
  func basis(of category: DatasetCategory, bundle: String?, on pool: WorkerPool) throws -> [String: String] {
    var basis = try settings.merging(Self.bundle(bundle)) { own, _ in own }
    basis[Self.signatureKey] = Self.signature(of: category)
    for (name, digest) in Self.digests(of: category, on: pool) { basis[Self.partPrefix + name] = digest }
    return basis
  }

  /// In what a finished category differs from what would be evaluated now, in a few words each.
  ///
  /// Files are read only when their sizes or times have changed.
  func differences(
    from finished: [String: String], of category: DatasetCategory, bundle: String?, on pool: WorkerPool
  ) throws -> [String] {
    let now = try settings.merging(Self.bundle(bundle)) { own, _ in own }
    let changed = Self.differences(from: finished.filter { !Self.isAboutParts($0.key) }, to: now)
    guard changed.isEmpty, finished[Self.signatureKey] != Self.signature(of: category) else { return changed }
    let before = finished.filter { $0.key.hasPrefix(Self.partPrefix) }
    let digests = Self.digests(of: category, on: pool).map { (Self.partPrefix + $0, $1) }
    return Self.differences(from: before, to: Dictionary(digests) { first, _ in first })
  }

  /// In what the settings of a finished category of any name differ from those of this run.
  func differences(inSettingsOf finished: [String: String]) -> [String] {
    Self.differences(
      from: finished.filter { !Self.isAboutParts($0.key) && $0.key != Self.bundleKey }, to: settings)
  }

  private static func isAboutParts(_ key: String) -> Bool {
    key == signatureKey || key.hasPrefix(partPrefix)
  }

  private static func differences(from before: [String: String], to now: [String: String]) -> [String] {
    Set(before.keys).union(now.keys).sorted().compactMap { name in
      guard before[name] != now[name] else { return nil }
      let title = DisplayPath(name)
      guard let old = before[name] else { return "\(title) is new" }
      guard let new = now[name] else { return "\(title) is gone" }
      if name.hasPrefix(partPrefix) || name == bundleKey { return "\(title) has changed" }
      return "\(title) was \(DisplayPath(old, limit: 60)) and is now \(DisplayPath(new, limit: 60))"
    }
  }

  private static func bundle(_ path: String?) throws -> [String: String] {
    guard let path else { return [:] }
    return [bundleKey: try FileDigest.sha256(ofFileAt: path + "/SHA256SUMS")]
  }

  /// A digest of the names, sizes and times of all files of a category, masks included.
  private static func signature(of category: DatasetCategory) -> String {
    let lines = files(of: category).flatMap { name, paths in
      paths.map { path in
        var status = stat()
        guard stat(path, &status) == 0 else { return "\(name) -" }
        return "\(name) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      }
    }
    return FileDigest.sha256(of: lines.joined(separator: "\n").utf8)
  }

  /// A short checksum of the files of each part; that a file cannot be read is told when it is needed.
  private static func digests(of category: DatasetCategory, on pool: WorkerPool) -> [(String, String)] {
    let parts = files(of: category)
    return pool.map(parts.count) { index in
      let files = parts[index].paths.map { path in
        (try? FileDigest.sha256(ofFileAt: path)) ?? "unreadable"
      }
      let digest = FileDigest.sha256(of: files.joined(separator: " ").utf8)
      return (parts[index].name, String(digest.prefix(16)))
    }
  }

  /// The files of each part, and the masks of all of them.
  private static func files(of category: DatasetCategory) -> [(name: String, paths: [String])] {
    let masks = category.masks.files
    return category.samples.map { ($0.name, $0.files) }
      + (masks.isEmpty ? [] : [("\(category.name)/inspected region", masks)])
  }
}
