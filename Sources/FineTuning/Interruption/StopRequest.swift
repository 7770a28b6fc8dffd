import Synchronization

/// How the thread that hears signals asks a job to stop.
///
/// While adaptors are trained, the job finishes its step, stores its state and ends by itself. At any other time all that
/// is worth keeping is on disk already, whole, so the process may end at once.
public final class StopRequest: Sendable {
  private struct State {
    var signal: StopSignal?
    var journal: JobJournal?
    var isTraining = false
  }

  private let state = Mutex(State())

  /// No request yet.
  public init() {}

  /// Asks the job to stop.
  ///
  /// - Returns: Whether the process should end at once; if not, the job is about to end by itself.
  public func stop(by signal: StopSignal) -> Bool {
    state.withLock { state in
      let isSecond = state.signal != nil
      state.signal = signal
      let event = JobEvent(.signal, message: signal.name)
      if state.isTraining && !isSecond {
        try? state.journal?.note(event)
        return false
      }
      guard state.journal?.record.state != .done else { return false }
      _ = try? state.journal?.close(.interrupted, event, reason: signal.name)
      return true
    }
  }

  /// The signal that has asked for an end.
  var signal: StopSignal? { state.withLock { $0.signal } }

  /// Opens the records of a job and notes signals there from then on; no signal falls between the two.
  ///
  /// - Parameter open: Opens the records.
  /// - Returns: The records; nil when a signal came first, and the process is about to end.
  /// - Throws: What `open` throws.
  func attach(_ open: () throws -> JobJournal) throws -> JobJournal? {
    try state.withLock { state in
      guard state.signal == nil else { return nil }
      state.journal = try open()
      return state.journal
    }
  }

  /// Says whether the job stores its state by itself when it is asked to stop.
  func setTraining(_ isTraining: Bool) { state.withLock { $0.isTraining = isTraining } }
}
