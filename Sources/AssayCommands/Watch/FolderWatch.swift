import Datasets
import Dispatch
import Files
import Foundation
import PointClouds

/// Hands over the pairs of a folder as they appear, until a signal ends it.
///
/// It looks at the folder again and again, which works on every file system, network shares included, and misses
/// nothing when many files come at once.
struct FolderWatch {
  private let folder: WatchedFolder
  private let unit: LengthUnit
  private let console: Console
  private let interruption: Interruption
  private var tracker: PairTracker

  /// Seconds between two looks at least; a folder that takes long to list is looked at less often.
  private static let shortestPause = 0.2

  /// What became of a pair.
  enum Answer {
    /// It has its line.
    case done

    /// A file could not be read; it may still be in the writing.
    case unreadable
  }

  /// A watch over an existing folder.
  ///
  /// - Parameters:
  ///   - options: Whether pairs that lie there already count, and the patience.
  ///   - folder: The folder.
  ///   - reading: The unit of clouds.
  ///   - console: Where warnings go.
  ///   - interruption: What ends it.
  /// - Throws: `FileError` when there is no such folder.
  init(
    _ options: WatchOptions, folder: String, reading: ReadingOptions, console: Console,
    interruption: Interruption = .shared
  ) throws(FileError) {
    self.folder = try WatchedFolder(folder)
    self.console = console
    self.interruption = interruption
    unit = reading.unit
    tracker = PairTracker(patience: options.patience)
    if !options.existing, let listing = self.folder.files() {
      tracker.skip(listing, writtenBefore: Self.nanoseconds - 1_000_000_000, at: Self.seconds)
    }
  }

  /// Calls `body` with each pair that is whole, and with a broken one for each that does not become whole.
  ///
  /// - Parameter body: Gets the pair, and whether this is the last time that it is handed over.
  /// - Throws: What `body` throws.
  mutating func visit(_ body: (ScorablePair, Bool) throws -> Answer) throws {
    var isReachable = true
    while interruption.status == nil {
      let start = Self.seconds
      if let listing = folder.files() {
        isReachable = true
        for event in tracker.look(at: listing, now: Self.seconds) where interruption.status == nil {
          try handle(event, body)
        }
      } else if isReachable {
        isReachable = false
        console.warning(
          "\(DisplayPath(folder.path)): cannot be read at the moment; waiting for it to come back")
      }
      interruption.wait(seconds: max(Self.shortestPause, 4 * (Self.seconds - start)).clamped(to: 2))
    }
  }

  private mutating func handle(_ event: PairTracker.Event, _ body: (ScorablePair, Bool) throws -> Answer)
    throws
  {
    switch event {
    case .ready(let name, let image, let cloud):
      let pair = ScorablePair(PairPaths(id: name, rgb: image, xyz: cloud), unit: unit)
      let mayTryAgain = tracker.retry(name, now: Self.seconds)
      if try body(pair, !mayTryAgain) == .done { tracker.finish(name) }
    case .alone(let name, let path, let partner):
      let failure = CommandFailure(
        .missingInput,
        "\(DisplayPath(path)): expected a new \(partner) of the same name, none came within"
          + " \(Duration.readable(tracker.patience))")
      _ = try body(ScorablePair(broken: failure, id: name), true)
    }
  }

  private static var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

  private static var nanoseconds: Int64 { Int64(Date().timeIntervalSince1970 * 1e9) }
}

extension Double {
  fileprivate func clamped(to limit: Double) -> Double { min(self, limit) }
}
