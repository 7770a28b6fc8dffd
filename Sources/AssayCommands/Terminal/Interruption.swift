import Files
import Foundation
import Synchronization

/// What happens when the user presses Ctrl-C (SIGINT) or the system asks the process to end (SIGTERM).
///
/// Unless a command says otherwise, unfinished files are removed and the process ends with 128 plus the signal's
/// number. A command that `finishesItsWork` ends by itself after what it is doing; a second signal ends it at once.
///
/// The handler only writes the signal's number into a pipe, which is all that a handler may do; a thread of its own
/// does the rest. Signals belong to the process, so there is one value for all.
final class Interruption: Sendable {
  static let shared = Interruption()

  private struct State {
    var signal: Int32?
    var finishesItsWork = false
    var folders: Set<String> = []
  }

  private let state = Mutex(State())
  private let signals = Pipe()
  private let stop = Pipe()

  /// The end of `signals` that the handler writes to; set before the handler is.
  private static let handlerEnd = Atomic<Int32>(-1)

  private init() {}

  /// Takes over both signals, also when the parent process had blocked or ignored them, as shells do with SIGINT for
  /// jobs in the background.
  func install() {
    Self.handlerEnd.store(signals.fileHandleForWriting.fileDescriptor, ordering: .sequentiallyConsistent)
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in [SIGINT, SIGTERM] {
      Self.takeOver(number)
      sigaddset(&mask, number)
    }
    Thread.detachNewThread { self.listen() }
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
  }

  /// From now on the first signal is only noted, and the command looks at `status`.
  func finishesItsWork() {
    state.withLock { $0.finishesItsWork = true }
  }

  /// How the command has to end; nil as long as there was no signal.
  var status: ExitStatus? {
    state.withLock { $0.signal }.map { $0 == SIGTERM ? .terminated : .interrupted }
  }

  /// A file descriptor that can be read from as soon as there was a signal, for `poll`.
  var descriptor: Int32 { stop.fileHandleForReading.fileDescriptor }

  /// Waits some time; returns early when there is a signal.
  func wait(seconds: Double) {
    var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    poll(&descriptors, 1, Int32((seconds * 1000).rounded(.up)))
  }

  /// Names a folder that unfinished files are written to, so that none stays behind; those of processes that were killed go now.
  func guardFolder(_ path: String) {
    let folder = path.isEmpty ? "." : path
    if state.withLock({ $0.folders.insert(folder).inserted }) { AtomicFile.sweep(folder) }
  }

  private static func takeOver(_ number: Int32) {
    signal(number) { number in
      let error = errno
      var byte = UInt8(truncatingIfNeeded: number)
      _ = write(Interruption.handlerEnd.load(ordering: .relaxed), &byte, 1)
      errno = error
    }
  }

  private func listen() {
    var byte: UInt8 = 0
    while true {
      let count = read(signals.fileHandleForReading.fileDescriptor, &byte, 1)
      if count == 1 { react(to: Int32(byte)) } else if count == 0 || errno != EINTR { return }
    }
  }

  private func react(to number: Int32) {
    let isNoted = state.withLock { state in
      defer { state.signal = state.signal ?? number }
      return state.finishesItsWork && state.signal == nil
    }
    guard isNoted else { leave(number) }
    var byte: UInt8 = 0
    write(stop.fileHandleForWriting.fileDescriptor, &byte, 1)
  }

  private func leave(_ number: Int32) -> Never {
    for folder in state.withLock({ $0.folders }) { AtomicFile.sweep(folder, includingOwn: true) }
    Console().note("interrupted")
    _exit(128 + number)
  }
}
