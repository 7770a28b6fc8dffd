import Adaptation
import Detection
import Files
import Foundation
import TensorFiles
import Tensors

extension FineTuningJob {
  /// Works on the job until it is finished.
  ///
  /// - Parameters:
  ///   - resuming: Whether a job that is in the folder already may go on; without one it starts.
  ///   - stop: How a signal asks the job to stop.
  ///   - observer: Where its words go.
  ///   - pool: The threads to use; the result does not depend on them.
  /// - Returns: Where the bundle is.
  /// - Throws: `FineTuningError`, `FileError.busy` when another process works in the folder, and what fitting throws.
  public func run(
    resuming: Bool, stop: StopRequest, observer: JobObserver, on pool: WorkerPool
  ) throws -> Result {
    guard validation.names.count > 0 else { throw FineTuningError.noValidation(category: category) }
    try folder.create()
    let lock = try FolderLock(folder.path)
    defer { withExtendedLifetime(lock) {} }
    folder.sweep()
    let found = try JobRecord.read(in: folder)
    if let found, !resuming {
      throw FineTuningError.occupied(
        folder: folder.path, state: found.state, step: found.step, steps: found.steps)
    }
    let identity = try identity(observer, on: pool)
    if let found {
      let differences = try Difference.all(from: found.identity, to: identity)
      guard differences.isEmpty else {
        throw FineTuningError.changed(folder: folder.path, differences: differences)
      }
      if found.state == .done, resultsExist { return Result(model: model, bundle: nil) }
    }
    return try work(found ?? JobRecord(identity), stop: stop, observer: observer, on: pool)
  }

  private var model: String { folder.bundle(of: category) }

  private var resultsExist: Bool {
    FileManager.default.fileExists(atPath: model)
  }

  private func identity(_ observer: JobObserver, on pool: WorkerPool) throws -> JobIdentity {
    var parts: [String: String] = [:]
    for split in [training, validation] {
      let digests = try split.digests(on: pool) { observer.progress(JobStage.checking, $0, $1) }
      for (name, digest) in zip(split.names, digests) { parts[name] = digest }
    }
    return JobIdentity(
      category: category, configuration: configuration, falseAlarmRate: Self.words(for: rate), unit: unit,
      parts: parts)
  }

  private static func words(for rate: FalseAlarmRate) -> String {
    switch rate {
    case .exactly(let rate): "\(rate)"
    case .atLeast(let rate): "\(rate), or the smallest that the parts support"
    }
  }

  /// Does all the work that is left, and records how it ended.
  private func work(
    _ record: JobRecord, stop: StopRequest, observer: JobObserver, on pool: WorkerPool
  ) throws -> Result {
    guard let journal = try stop.attach({ try JobJournal(record, in: folder, on: machine) }) else {
      throw FineTuningError.interrupted(
        by: stop.signal ?? .terminate, step: record.step, steps: record.steps)
    }
    if let before = record.sessions.last?.machine.instructions, before != machine.instructions {
      observer.warning(
        "this machine uses \(machine.instructions) instructions, the job began with \(before): the last bits of its"
          + " result may differ; set ASSAY_INSTRUCTIONS=\(before) if this machine has them")
    }
    do {
      let bundle = try JobWork(job: self, journal: journal, stop: stop, observer: observer, pool: pool)
        .bundle()
      let isDone = try journal.close(
        .done, JobEvent(.done, message: model), outcome: Self.outcome(of: bundle))
      // A signal that came first has ended the job already, and the process is about to end too.
      guard isDone else {
        throw FineTuningError.interrupted(
          by: stop.signal ?? .terminate, step: journal.record.step, steps: journal.record.steps)
      }
      return Result(model: model, bundle: bundle)
    } catch let error as FineTuningError {
      guard case .interrupted(let signal, _, _) = error else { throw fail(error, journal) }
      try journal.close(.interrupted, nil, reason: signal.name)
      throw error
    } catch {
      throw fail(error, journal)
    }
  }

  /// Records an error; the error is what counts when that fails too.
  private func fail(_ error: any Error, _ journal: JobJournal) -> any Error {
    _ = try? journal.close(.failed, JobEvent(.error, message: "\(error)"), reason: "\(error)")
    return error
  }

  private static func outcome(of bundle: ModelBundle) -> String {
    bundle.detector.calibration.fusion.adapted?.decision.description
      ?? "frozen scores: there was no geometry to adapt to, or features fell together in training"
  }
}
