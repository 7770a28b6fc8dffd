import Foundation

/// Ends the process on SIGINT or SIGTERM with a sentence and exit code 130 or 143, for as long as the value lives.
///
/// For work whose outputs appear as a whole or not at all: it may end at any moment, and the sentence says how it goes
/// on.
final class EndingSignals {
  private let sources: [any DispatchSourceSignal]

  /// Watches for both signals.
  ///
  /// - Parameters:
  ///   - console: Where the sentence goes.
  ///   - sentence: What has been done so far, and how to go on; asked for when a signal arrives.
  init(console: Console, _ sentence: @escaping @Sendable () -> String) {
    let queue = DispatchQueue(label: "assay.signals")
    sources = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")].map { number, name in
      signal(number, SIG_IGN)  // the source hears of it all the same
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        console.error("\(name): \(sentence())")
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
