import Detection
import Files
import Foundation
import Synchronization
import TensorFiles
import Tensors

/// The features of good parts on disk, made once and used only by settings and parts that would make the same.
///
/// Every file carries a checksum of its content, and digests of the settings and of the part that it was made of. Files are
/// written whole and their content does not depend on who writes it, so several jobs may fill one cache together.
struct FeatureCache: Sendable {
  /// Where the files are.
  let folder: String

  /// Everything that decides the features.
  let identity: FeatureIdentity

  /// Opens a cache, or makes an empty one.
  ///
  /// - Throws: `FineTuningError.otherFeatures` when it was made for something else, `FileError`.
  init(_ folder: String, for identity: FeatureIdentity) throws {
    self.folder = folder
    self.identity = identity
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError.unwritable(path: folder, reason: error.localizedDescription)
    }
    guard let found = Self.index(in: folder) else { return }
    let differences = try Difference.all(from: found.identity, to: identity)
    guard differences.isEmpty else {
      throw FineTuningError.otherFeatures(cache: folder, differences: differences)
    }
  }

  /// The settings with the view that fits all parts: the one in the cache, or else the one that `choose` finds.
  func fitted(
    _ configuration: DetectorConfiguration, choose: () throws -> DetectorConfiguration
  ) throws -> DetectorConfiguration {
    if let share = Self.index(in: folder)?.viewShare {
      var fitted = configuration
      fitted.preprocessing.viewShare = share
      return fitted
    }
    let fitted = try choose()
    let share = fitted.preprocessing.viewShare
    let index = Index(identity: identity, viewShare: share, sha256: try digest(viewShare: share))
    try JobJSON.write(index, to: Self.indexPath(in: folder))
    return fitted
  }

  /// A digest of all settings and of the view, for `index.json` and every file of a part.
  func digest(viewShare: Double) throws -> String { try Self.digest(of: identity, viewShare: viewShare) }

  private static func digest(of identity: FeatureIdentity, viewShare: Double) throws -> String {
    FileDigest.sha256(of: try JobJSON.encoder.encode(identity) + Data("\(viewShare)".utf8))
  }

  /// What `index.json` says.
  private struct Index: Codable {
    let identity: FeatureIdentity
    let viewShare: Double

    /// The digest of both.
    let sha256: String
  }

  private static func indexPath(in folder: String) -> String { folder + "/index.json" }

  /// What `index.json` says; nil when there is none or it is damaged: files of parts are checked by themselves.
  private static func index(in folder: String) -> Index? {
    guard let content = try? InputFile.read(indexPath(in: folder), limit: 64 << 20) else { return nil }
    guard let index = try? JobJSON.decoder.decode(Index.self, from: Data(content)),
      (try? digest(of: index.identity, viewShare: index.viewShare)) == index.sha256
    else { return nil }
    return index
  }
}
