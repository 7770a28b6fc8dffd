import Dispatch

/// The text of a progress line: step, bar, count and the time left.
struct ProgressLine {
  /// What is being done.
  let step: String

  private let start = DispatchTime.now()
  private var lastDrawn: DispatchTime?

  init(step: String) {
    self.step = step
  }

  /// The line, or nil when it was drawn less than a tenth of a second ago.
  mutating func text(done: Int, of total: Int) -> String? {
    let now = DispatchTime.now()
    if let lastDrawn, done < total, now.uptimeNanoseconds - lastDrawn.uptimeNanoseconds < 100_000_000 {
      return nil
    }
    lastDrawn = now
    let elapsed = Double(now.uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
    return
      "\(step)  \(Self.bar(done: done, of: total))  \(done)/\(total)\(Self.timeLeft(elapsed, done, total))"
  }

  private static func bar(done: Int, of total: Int, width: Int = 24) -> String {
    let filled = total > 0 ? min(width, done * width / total) : width
    return "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled) + "]"
  }

  private static func timeLeft(_ elapsed: Double, _ done: Int, _ total: Int) -> String {
    guard done > 0, done < total, elapsed > 1 else { return "" }
    return "  \(Duration.readable(elapsed / Double(done) * Double(total - done))) left"
  }
}

extension Duration {
  /// A number of seconds as people say it: `8 s`, `3 min 20 s`, `2 h 5 min`.
  static func readable(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds).rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
