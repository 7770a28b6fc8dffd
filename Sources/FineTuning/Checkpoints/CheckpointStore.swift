import Adaptation
import Files
import Foundation
import TensorFiles
import Tensors

/// The newest two states of training, each whole or not there.
struct CheckpointStore {
  /// How many states are kept: the newest, and one to fall back to.
  static let kept = 2

  private static let prefix = "step-"
  private static let suffix = ".safetensors"

  private let folder: JobFolder
  private let job: String

  /// The states of a job.
  ///
  /// - Parameters:
  ///   - folder: The run folder.
  ///   - job: A digest of everything that decides the job's result; a state of another job is not used.
  init(in folder: JobFolder, job: String) {
    self.folder = folder
    self.job = job
  }

  /// Stores a state, lets `latest` lead to it, and removes those that are too old.
  ///
  /// - Throws: `TensorFileError` when a number is not finite or the file cannot be written, `FileError`.
  func write(_ state: [String: Tensor], step: Int) throws {
    let digits = String(step)
    let name = Self.prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + Self.suffix
    try SealedTensors.write(
      SafetensorsFile(tensors: state, metadata: ["job": job, "step": digits]), to: path(name))
    try link(to: name)
    for old in names.dropLast(Self.kept) { unlink(path(old)) }
  }

  /// Hands the newest state that can be used to `restore`.
  ///
  /// - Parameters:
  ///   - restore: Takes the state; a state that it refuses is passed over.
  ///   - passedOver: Is told of each state that cannot be used, and why. Such a file gets another name and stays.
  /// - Returns: Whether there was one.
  /// - Throws: What `passedOver` throws.
  func restore(
    by restore: ([String: Tensor]) throws -> Void, passedOver: (_ reason: String) throws -> Void
  ) throws -> Bool {
    for name in names.reversed() {
      guard let problem = problem(of: name, for: restore) else { return true }
      rename(path(name), path(name) + ".unusable")
      try passedOver(problem)
    }
    return false
  }

  /// Why a state cannot be used; nil when it was restored.
  private func problem(of name: String, for restore: ([String: Tensor]) throws -> Void) -> String? {
    do {
      let file = try SealedTensors.read(path(name))
      guard file.metadata["job"] == job else {
        return "\(DisplayPath(path(name))): it belongs to another job"
      }
      try restore(file.tensors)
      return nil
    } catch let error as AdaptationError {
      return "\(DisplayPath(path(name))): \(error)"
    } catch {
      return "\(error)"
    }
  }

  /// The files of states, oldest first.
  private var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: .checkpoints))) ?? []
    return names.filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(Self.suffix) }.sorted()
  }

  private func path(_ name: String) -> String { folder.path(of: .checkpoints) + "/" + name }

  /// Points `latest` at a state; one step for readers.
  private func link(to name: String) throws(FileError) {
    let link = folder.path(of: .latest)
    let temporary = folder.path + "/\(AtomicFile.temporaryPrefix)\(getpid())-latest"
    unlink(temporary)
    guard symlink("\(JobFolder.Item.checkpoints.rawValue)/\(name)", temporary) == 0,
      rename(temporary, link) == 0
    else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw .unwritable(path: link, reason: reason)
    }
  }
}
