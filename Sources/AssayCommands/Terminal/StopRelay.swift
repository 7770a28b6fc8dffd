import FineTuning
import Foundation

/// Hands signals on to a job, which stores its state and ends; when there is nothing to store the process ends at once.
enum StopRelay {
  /// Listens from now on; a second signal ends the process at once.
  static func start(_ stop: StopRequest, console: Console) {
    Interruption.shared.finishesItsWork()
    Thread.detachNewThread {
      while Interruption.shared.status == nil { Interruption.shared.wait(seconds: 3600) }
      let signal: StopSignal = Interruption.shared.status == .terminated ? .terminate : .interrupt
      guard stop.stop(by: signal) else {
        console.note("\(signal.name): storing the state of training")
        return
      }
      console.error("\(signal.name): stopped; go on with --resume")
      _exit(signal.exitCode)
    }
  }
}
