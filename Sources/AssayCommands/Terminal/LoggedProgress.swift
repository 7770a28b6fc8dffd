import Dispatch
import Synchronization

/// Progress for a log that is no terminal: a line at each tenth of a stage, at most one in five seconds.
final class LoggedProgress: Sendable {
  private struct State {
    var stage = ""
    var start = DispatchTime.now()
    var lastLine = DispatchTime.now()
    var tenth = 0
  }

  private static let pause = 5.0

  private let state = Mutex(State())

  /// The line about some progress, with the time left; nil when there is nothing new to say.
  func line(_ stage: String, done: Int, of total: Int, at now: DispatchTime = .now()) -> String? {
    state.withLock { state in
      if state.stage != stage { state = State(stage: stage, start: now, lastLine: now) }
      let tenth = total > 0 ? 10 * done / total : 10
      guard tenth > state.tenth, tenth < 10, Self.seconds(from: state.lastLine, to: now) >= Self.pause else {
        return nil
      }
      (state.tenth, state.lastLine) = (tenth, now)
      let left = Self.seconds(from: state.start, to: now) / Double(done) * Double(total - done)
      return "\(stage), \(done) of \(total), \(Duration.readable(left)) left"
    }
  }

  private static func seconds(from start: DispatchTime, to end: DispatchTime) -> Double {
    Double(end.uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
  }
}
