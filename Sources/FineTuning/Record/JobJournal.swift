import Adaptation
import Dispatch
import Files
import Foundation
import Synchronization

/// Keeps `job.json` and `events.jsonl` of a running job; both are whole at every moment, also for the thread that hears
/// signals.
final class JobJournal: Sendable {
  private struct Content {
    var record: JobRecord
    let log: EventLog
    var stageStart = DispatchTime.now()
    var isClosed = false
  }

  private let folder: JobFolder
  private let content: Mutex<Content>

  /// Opens the records of a job.
  ///
  /// - Parameters:
  ///   - record: What `job.json` said, or the record of a new job.
  ///   - folder: The run folder.
  ///   - machine: Where this process runs.
  /// - Throws: `FileError` when they cannot be written.
  init(_ record: JobRecord, in folder: JobFolder, on machine: JobMachine) throws {
    self.folder = folder
    let isFirst = record.sessions.isEmpty
    content = Mutex(Content(record: record, log: try EventLog(folder.path(of: .events))))
    try content.withLock { content in
      content.record.state = .running
      content.record.reason = nil
      content.record.stage = ""
      content.record.sessions.append(
        JobRecord.Session(started: JobJSON.time(), ended: nil, process: getpid(), machine: machine))
      var event = JobEvent(isFirst ? .start : .resume, step: content.record.step)
      event.machine = machine
      try content.log.append(event)
      try JobJSON.write(content.record, to: folder.path(of: .record))
    }
  }

  /// The record as it is now.
  var record: JobRecord { content.withLock { $0.record } }

  /// Begins a stage, unless it is the present one.
  func enter(_ stage: String) throws {
    try content.withLock { content in
      guard content.record.stage != stage, !content.isClosed else { return }
      Self.finishStage(&content)
      content.record.stage = stage
      content.record.seconds[stage, default: 0] += 0
      var event = JobEvent(.stage)
      event.stage = stage
      try content.log.append(event)
      try JobJSON.write(content.record, to: folder.path(of: .record))
    }
  }

  /// Notes an event.
  func note(_ event: JobEvent) throws {
    try content.withLock { if !$0.isClosed { try $0.log.append(event) } }
  }

  /// Notes that the state after a step is safe.
  func stored(step: Int) throws {
    try content.withLock { content in
      guard !content.isClosed else { return }
      content.record.step = step
      try content.log.append(JobEvent(.checkpoint, step: step))
      Self.finishStage(&content)
      try JobJSON.write(content.record, to: folder.path(of: .record))
    }
  }

  /// Ends the work of this process; later notes are dropped.
  ///
  /// - Parameters:
  ///   - state: How the job stands now.
  ///   - event: What is logged.
  ///   - reason: Why it stopped.
  ///   - outcome: What the bundle uses, of a finished job.
  /// - Returns: Whether the job was not closed before, as a signal does.
  /// - Throws: `FileError` when the records cannot be written.
  @discardableResult
  func close(_ state: JobState, _ event: JobEvent?, reason: String? = nil, outcome: String? = nil) throws
    -> Bool
  {
    try content.withLock { content in
      guard !content.isClosed else { return false }
      content.isClosed = true
      Self.finishStage(&content)
      content.record.state = state
      content.record.reason = reason
      content.record.outcome = outcome
      if let last = content.record.sessions.indices.last {
        content.record.sessions[last].ended = JobJSON.time()
      }
      if let event { try content.log.append(event) }
      try JobJSON.write(content.record, to: folder.path(of: .record))
      return true
    }
  }

  /// Adds the time since the last look to the present stage.
  private static func finishStage(_ content: inout Content) {
    let now = DispatchTime.now()
    let seconds = Double(now.uptimeNanoseconds - content.stageStart.uptimeNanoseconds) * 1e-9
    content.record.seconds[content.record.stage].map {
      content.record.seconds[content.record.stage] = (1000 * ($0 + seconds)).rounded() / 1000
    }
    content.stageStart = now
    content.record.peakMemory = max(content.record.peakMemory, PeakMemory.ofThisProcess)
  }
}
