import CKernels
import Dispatch
import Synchronization

/// Hands jobs from the pool to its workers: an atomic generation to spin on, a semaphore to park on.
final class WorkSignal: Sendable {
  /// Pauses before a thread parks; about 40 microseconds.
  static let spins = 2_000

  private let generation = Atomic<Int>(0)
  private let current = Mutex<WorkJob?>(nil)
  private let isClosed = Atomic<Bool>(false)
  private let parked: Mutex<Set<Int>> = Mutex([])
  private let wakers: [DispatchSemaphore]

  init(workerCount: Int) {
    wakers = (0..<workerCount).map { _ in DispatchSemaphore(value: 0) }
  }

  /// Makes `job` the current one and wakes the workers that sleep.
  func publish(_ job: WorkJob) {
    current.withLock { $0 = job }
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    wakeAll()
  }

  /// Lets every worker end.
  func close() {
    isClosed.store(true, ordering: .sequentiallyConsistent)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    wakeAll()
  }

  /// The current job once it is newer than `seen`; nil when the pool is gone.
  func nextJob(after seen: inout Int, worker: Int) -> WorkJob? {
    var spins = 0
    while spins < Self.spins, generation.load(ordering: .acquiring) == seen {
      assay_spin_hint()
      spins += 1
    }
    while generation.load(ordering: .sequentiallyConsistent) == seen {
      park(worker, since: seen)
    }
    seen = generation.load(ordering: .sequentiallyConsistent)
    return isClosed.load(ordering: .acquiring) ? nil : current.withLock { $0 }
  }

  private func park(_ worker: Int, since seen: Int) {
    let mustSleep = parked.withLock { sleeping in
      // Under the lock a publisher either sees this worker asleep or has already moved on.
      guard generation.load(ordering: .sequentiallyConsistent) == seen else { return false }
      sleeping.insert(worker)
      return true
    }
    if mustSleep { wakers[worker].wait() }
  }

  private func wakeAll() {
    let sleeping = parked.withLock { workers in
      defer { workers = [] }
      return workers
    }
    for worker in sleeping { wakers[worker].signal() }
  }
}
