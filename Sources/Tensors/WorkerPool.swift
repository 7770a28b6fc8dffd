import Dispatch
import Foundation
import Synchronization

/// A fixed set of threads that share out numbered tasks.
///
/// Tasks are partitioned by data, never by the number of threads: callers cut their work the same way
/// whatever `threadCount` is and reduce results in index order, so the answer does not depend on it.
/// Workers spin for some tens of microseconds before they park, because the passes of a network are
/// shorter than waking a thread.
public final class WorkerPool: Sendable {
  /// The threads that work on a call of `forEach`, the calling one included.
  public let threadCount: Int

  private let isBusy = Atomic<Bool>(false)
  private let signal: WorkSignal
  let shelf = FloatShelf()

  /// Starts a pool.
  ///
  /// - Parameter threadCount: The threads to use, the caller's included; by default one for each core.
  public init(threadCount: Int = ProcessInfo.processInfo.activeProcessorCount) {
    precondition(threadCount >= 1, "a pool needs at least one thread, not \(threadCount)")
    self.threadCount = threadCount
    signal = WorkSignal(workerCount: threadCount - 1)
    for worker in 0..<threadCount - 1 { Self.startWorker(worker, waitingOn: signal) }
  }

  deinit { signal.close() }

  /// Calls `body` once for each index in `0..<count`, on all threads, and returns when all are done.
  ///
  /// A call from inside `body`, or while another thread uses the pool, runs on the calling thread alone.
  public func forEach(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    guard count > 1, threadCount > 1, acquire() else {
      for index in 0..<max(count, 0) { body(index) }
      return
    }
    defer { isBusy.store(false, ordering: .releasing) }
    let job = WorkJob(count: count, threadCount: threadCount, body: body)
    signal.publish(job)
    job.run(as: 0)
    job.waitUntilDone()
  }

  /// The results of `body` for each index in `0..<count`, in index order.
  public func map<Element: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Element
  ) -> [Element] {
    let results = Mutex([Element?](repeating: nil, count: count))
    forEach(count) { index in
      let element = body(index)
      results.withLock { $0[index] = element }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  private func acquire() -> Bool {
    isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }

  private static func startWorker(_ worker: Int, waitingOn signal: WorkSignal) {
    let thread = Thread {
      var generation = 0
      while let job = signal.nextJob(after: &generation, worker: worker) { job.run(as: worker + 1) }
    }
    thread.name = "assay-worker-\(worker)"
    thread.stackSize = 4 << 20
    thread.start()
  }
}
