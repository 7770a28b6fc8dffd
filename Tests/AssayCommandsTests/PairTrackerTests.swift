import AssayCommands
import Testing

/// Which pairs of a watched folder are read, and when.
@Suite final class PairTrackerTests {
  private typealias Files = WatchedFolder.Files
  private var tracker = PairTracker(settling: 1, patience: 10)

  @Test func aPairIsReadOnceBothFilesHaveSettled() {
    #expect(look([Self.image: 1], at: 0) == [])
    #expect(look([Self.image: 1, Self.cloud: 1], at: 5) == [])
    #expect(look([Self.image: 1, Self.cloud: 2], at: 5.9) == [])  // still growing
    #expect(look([Self.image: 1, Self.cloud: 2], at: 6.5) == [])
    #expect(look([Self.image: 1, Self.cloud: 2], at: 7) == [Self.ready])
    tracker.finish("7")
    #expect(look([Self.image: 1, Self.cloud: 2], at: 100) == [])
  }

  @Test func whatStaysAloneIsNamedOnceAndStillReadLater() {
    #expect(look([Self.cloud: 1], at: 0) == [])
    #expect(look([Self.cloud: 1], at: 10) == [.alone(name: "7", path: "a/7.tiff", partner: "PNG")])
    #expect(look([Self.cloud: 1], at: 30) == [])
    #expect(look([Self.cloud: 1, Self.image: 1], at: 40) == [])
    #expect(look([Self.cloud: 1, Self.image: 1], at: 41) == [Self.ready])
  }

  @Test func aPairIsReadAgainWhenBothFilesWereReplaced() {
    _ = look([Self.image: 1, Self.cloud: 1], at: 0)
    #expect(look([Self.image: 1, Self.cloud: 1], at: 1) == [Self.ready])
    tracker.finish("7")
    #expect(look([Self.image: 2, Self.cloud: 1], at: 5) == [])
    // The new image and the old cloud would be a pair of two parts.
    #expect(look([Self.image: 2, Self.cloud: 1], at: 7) == [])
    #expect(look([Self.image: 2, Self.cloud: 2], at: 8) == [])
    #expect(look([Self.image: 2, Self.cloud: 2], at: 9) == [Self.ready])
    tracker.finish("7")
    #expect(look([Self.image: 3, Self.cloud: 2], at: 10) == [])
    #expect(
      look([Self.image: 3, Self.cloud: 2], at: 20) == [.alone(name: "7", path: "a/7.png", partner: "TIFF")])
  }

  @Test func whatCannotBeReadIsTriedAgainUntilPatienceEnds() {
    _ = look([Self.image: 1, Self.cloud: 1], at: 0)
    #expect(look([Self.image: 1, Self.cloud: 1], at: 1) == [Self.ready])
    #expect(retry(at: 1))
    #expect(look([Self.image: 1, Self.cloud: 1], at: 1.5) == [])
    #expect(look([Self.image: 1, Self.cloud: 1], at: 3) == [Self.ready])
    #expect(!retry(at: 10))
  }

  @Test func whatLiesThereAtTheStartIsSkippedUnlessItIsFresh() {
    tracker.skip(
      ["old": Self.files("old", image: 5, cloud: 5), "new": Self.files("new", image: 5, cloud: 9)],
      writtenBefore: 8, at: 0)
    let listing = [
      "old": Self.files("old", image: 5, cloud: 5), "new": Self.files("new", image: 5, cloud: 9),
    ]
    let events = tracker.look(at: listing, now: 2)
    #expect(events == [.ready(name: "new", image: "a/new.png", cloud: "a/new.tiff")])
  }

  @Test func whatHasLeftTheFolderIsForgotten() {
    for index in 0..<100 {
      let name = "\(index)"
      _ = tracker.look(at: [name: Self.files(name, image: 1, cloud: 1)], now: Double(index))
    }
    #expect(tracker.count == 1)
  }

  private static let image = "png"
  private static let cloud = "tiff"
  private static let ready = PairTracker.Event.ready(name: "7", image: "a/7.png", cloud: "a/7.tiff")

  /// Looks at a folder `a` with files of part 7, each with the time that it was written at.
  private func look(_ written: [String: Int64], at now: Double) -> [PairTracker.Event] {
    tracker.look(
      at: ["7": Self.files("7", image: written[Self.image], cloud: written[Self.cloud])], now: now)
  }

  private func retry(at now: Double) -> Bool { tracker.retry("7", now: now) }

  private static func files(_ name: String, image: Int64?, cloud: Int64?) -> Files {
    func sighting(_ ending: String, _ written: Int64?) -> WatchedFolder.Sighting? {
      written.map {
        WatchedFolder.Sighting(
          path: "a/\(name).\(ending)", stamp: FileStamp(size: 1, modified: $0, inode: 1))
      }
    }
    return Files(image: sighting("png", image), cloud: sighting("tiff", cloud))
  }
}
