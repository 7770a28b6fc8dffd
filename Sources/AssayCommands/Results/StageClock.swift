import Dispatch

/// The seconds that named stages took, one after another.
struct StageClock {
  /// The seconds of each finished stage.
  private(set) var seconds: [String: Double] = [:]

  private var start = DispatchTime.now().uptimeNanoseconds

  /// Ends the running stage and starts the next.
  mutating func finish(_ stage: String) {
    let now = DispatchTime.now().uptimeNanoseconds
    seconds[stage] = (Double(now - start) * 1e-6).rounded() * 1e-3
    start = now
  }
}
