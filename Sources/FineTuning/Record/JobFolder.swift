import Files
import Foundation

/// The run folder of a job.
public struct JobFolder: Sendable, Equatable {
  /// The files and folders in it.
  enum Item: String, CaseIterable {
    /// The resolved settings; `assay adapt job.yaml` runs them again.
    case settings = "job.yaml"

    /// `JobRecord`.
    case record = "job.json"

    /// `JobEvent`, one on each line.
    case events = "events.jsonl"

    /// `LossCurve` as a table.
    case losses = "losses.csv"

    /// `LossCurve` as a picture.
    case picture = "losses.svg"

    /// The weights of the trained adaptors.
    case adaptors = "adaptors.safetensors"

    /// The two newest states of training.
    case checkpoints

    /// A link to the newest of them.
    case latest

    /// The features of all good parts.
    case features

    /// What lies where.
    case guide = "README.md"
  }

  /// Where it is.
  public let path: String

  /// The folder at a path.
  public init(_ path: String) { self.path = path }

  /// The path of something in it.
  func path(of item: Item) -> String { path + "/" + item.rawValue }

  /// The bundle that the job ends with.
  public func bundle(of category: String) -> String { "\(path)/\(category).assay" }

  /// Makes the folder, or takes an existing one.
  func create() throws(FileError) {
    for folder in [path, path(of: .checkpoints)] {
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw .unwritable(path: folder, reason: error.localizedDescription)
      }
    }
  }

  /// Removes what killed processes left unfinished; only the process that has locked the folder may.
  func sweep() {
    for folder in [path, path(of: .checkpoints), path(of: .features)] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names where name.hasPrefix(AtomicFile.temporaryPrefix) {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      }
    }
  }
}
