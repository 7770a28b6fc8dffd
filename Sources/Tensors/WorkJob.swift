import CKernels
import Dispatch
import Synchronization

/// One call of `WorkerPool.forEach`: an index counter that threads draw from until it runs out.
final class WorkJob: Sendable {
  private let count: Int
  private let body: @Sendable (Int) -> Void
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let isCallerParked = Atomic<Bool>(false)
  private let allDone = DispatchSemaphore(value: 0)

  init(count: Int, body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  /// Works on indices until none is left.
  func run() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      body(index)
      let done = finished.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
      if done == count, isCallerParked.load(ordering: .sequentiallyConsistent) { allDone.signal() }
    }
  }

  /// Spins briefly, then sleeps until every index has been worked on.
  func waitUntilDone() {
    for _ in 0..<WorkSignal.spins {
      if finished.load(ordering: .acquiring) == count { return }
      assay_spin_hint()
    }
    isCallerParked.store(true, ordering: .sequentiallyConsistent)
    // Whoever finishes last after this store signals; a finish before it is seen here.
    while finished.load(ordering: .sequentiallyConsistent) != count {
      _ = allDone.wait(timeout: .now() + .milliseconds(1))
    }
  }
}
