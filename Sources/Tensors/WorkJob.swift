import CKernels
import Dispatch
import Synchronization

/// One call of `WorkerPool.forEach`: its indices in shares, one for each thread, that run out together.
///
/// A thread works on its own share in order, then helps with the others. So in one call after the other each has about the same part of the data, which is in
/// its core's cache.
final class WorkJob: Sendable {
  private let count: Int
  private let body: @Sendable (Int) -> Void
  private let shares: [Share]
  private let finished = Atomic<Int>(0)
  private let isCallerParked = Atomic<Bool>(false)
  private let allDone = DispatchSemaphore(value: 0)

  /// Indices that are handed out one by one.
  private final class Share: Sendable {
    private let next: Atomic<Int>
    private let end: Int

    init(_ indices: Range<Int>) {
      next = Atomic(indices.lowerBound)
      end = indices.upperBound
    }

    func take() -> Int? {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < end ? index : nil
    }
  }

  init(count: Int, threadCount: Int, body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
    shares = (0..<threadCount).map { thread in
      Share(count * thread / threadCount..<count * (thread + 1) / threadCount)
    }
  }

  /// Works on indices until none is left.
  ///
  /// - Parameter thread: Whose share comes first.
  func run(as thread: Int) {
    for offset in shares.indices {
      let share = shares[(thread + offset) % shares.count]
      while let index = share.take() {
        body(index)
        let done = finished.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
        if done == count, isCallerParked.load(ordering: .sequentiallyConsistent) { allDone.signal() }
      }
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
