import Files

/// Why a job cannot start or go on, in words for its user.
public enum FineTuningError: Error, Equatable, CustomStringConvertible {
  /// The folder holds a job already, and going on was not asked for.
  case occupied(folder: String, state: JobState, step: Int, steps: Int)

  /// The job in the folder was started with other settings or data.
  case changed(folder: String, differences: [Difference])

  /// The features in a cache were made with other settings or of other data.
  case otherFeatures(cache: String, differences: [Difference])

  /// There are no good parts to judge the adaptors on.
  case noValidation(category: String)

  /// `job.json` is there but cannot be understood.
  case badRecord(path: String, problem: String)

  /// The content of a file does not match its checksum.
  case damaged(path: String)

  /// A file of a cache holds features of other settings or of another part.
  case foreignFeatures(path: String)

  /// A signal ended the job; it can go on from its last checkpoint.
  case interrupted(by: StopSignal, step: Int, steps: Int)

  /// One line: what failed, where, what to do.
  public var description: String {
    switch self {
    case .occupied(let folder, .done, _, _):
      "\(DisplayPath(folder)): a finished job is in this folder; choose another with --out"
    case .occupied(let folder, let state, let step, let steps):
      "\(DisplayPath(folder)): a job is in this folder, \(state.rawValue) after step \(step) of \(steps);"
        + " go on with --resume, or choose another with --out"
    case .changed(let folder, let differences):
      "\(DisplayPath(folder)): the job in this folder was started differently: \(Self.list(differences));"
        + " resume it as it was started (see job.yaml there), or choose another folder with --out"
    case .otherFeatures(let cache, let differences):
      "\(DisplayPath(cache)): the features there were made differently: \(Self.list(differences));"
        + " remove the folder, or choose another with --cache"
    case .noValidation(let category):
      "\(DisplayPath(category)): expected good parts in the validation split, on which it is decided whether adaptors"
        + " help; found none. Move some good parts there, or use `assay fit` without adaptors"
    case .badRecord(let path, let problem):
      "\(DisplayPath(path)): \(problem); restore it, or choose another folder with --out"
    case .damaged(let path):
      "\(DisplayPath(path)): the content does not match the checksum in the file; it is damaged"
    case .foreignFeatures(let path):
      "\(DisplayPath(path)): the features are those of other settings or of another part"
    case .interrupted(let signal, let step, let steps):
      "\(signal.name): stopped after step \(step) of \(steps); go on with --resume"
    }
  }

  private static func list(_ differences: [Difference]) -> String {
    let shown = differences.prefix(3).map(\.description).joined(separator: "; ")
    return differences.count > 3 ? "\(shown); and \(differences.count - 3) more" : shown
  }
}
