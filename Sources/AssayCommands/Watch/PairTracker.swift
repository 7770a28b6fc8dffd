/// Decides from what lies in a folder which pairs can be scored; knows no clock and reads no file.
///
/// A pair is ready when both of its files have stayed as they are for `settling` seconds. It is scored once, and again
/// when both files have been replaced. What cannot become a pair within `patience` seconds is named once.
package struct PairTracker {
  /// Seconds that both files have to stay as they are before a pair is read.
  package let settling: Double

  /// Seconds without a change after which a pair that is not whole is named.
  package let patience: Double

  private var entries: [String: Entry] = [:]

  /// What a look at the folder leads to.
  package enum Event: Equatable {
    /// Both files are there and have settled.
    case ready(name: String, image: String, cloud: String)

    /// One file lies there alone, or alone was replaced; `path` is its path and `partner` the kind that is missing.
    case alone(name: String, path: String, partner: String)
  }

  private struct Entry {
    var files: WatchedFolder.Files
    var changed: Double
    var scored: WatchedFolder.Files?
    var isNamed = false
    var nextTry = 0.0
  }

  /// A tracker that has seen nothing yet.
  package init(settling: Double = 0.5, patience: Double = 10) {
    self.settling = settling
    self.patience = patience
  }

  /// The names that are remembered: those in the folder at the last look.
  package var count: Int { entries.count }

  /// Takes what lies in the folder as scored, but for pairs that are not whole or were written after `moment`.
  ///
  /// - Parameters:
  ///   - listing: What lies in the folder.
  ///   - moment: Nanoseconds since 1970.
  ///   - now: Seconds of the clock that `look` is told.
  package mutating func skip(
    _ listing: [String: WatchedFolder.Files], writtenBefore moment: Int64, at now: Double
  ) {
    for (name, files) in listing {
      let isOld = [files.image, files.cloud].allSatisfy { ($0?.stamp.modified ?? .max) < moment }
      entries[name] = Entry(files: files, changed: now, scored: isOld ? files : nil)
    }
  }

  /// Looks at the folder again.
  ///
  /// - Parameters:
  ///   - listing: What lies in it.
  ///   - now: Seconds of any clock that never goes back.
  /// - Returns: What follows, sorted by name.
  package mutating func look(at listing: [String: WatchedFolder.Files], now: Double) -> [Event] {
    for name in entries.keys where listing[name] == nil { entries[name] = nil }
    return listing.sorted { $0.key < $1.key }.compactMap { name, files in
      var entry = entries[name] ?? Entry(files: files, changed: now)
      if entry.files != files {
        entry.files = files
        entry.changed = now
        entry.nextTry = 0
        entry.isNamed = false
      }
      let event = event(of: name, &entry, now: now)
      entries[name] = entry
      return event
    }
  }

  /// Notes that a pair was scored or refused for good: as it lies there it is not read again.
  package mutating func finish(_ name: String) {
    guard let files = entries[name]?.files else { return }
    entries[name]?.scored = files
  }

  /// Whether a pair that could not be read may still be in the writing; it becomes ready again after a while then.
  package mutating func retry(_ name: String, now: Double) -> Bool {
    guard let entry = entries[name], now - entry.changed < patience else { return false }
    entries[name]?.nextTry = now + max(settling, 2 * (now - entry.changed) / 5)
    return true
  }

  private func event(of name: String, _ entry: inout Entry, now: Double) -> Event? {
    let waited = now - entry.changed
    if let image = entry.files.image, let cloud = entry.files.cloud, isNew(image, cloud, to: entry.scored) {
      guard waited >= settling, now >= entry.nextTry else { return nil }
      return .ready(name: name, image: image.path, cloud: cloud.path)
    }
    guard entry.files != entry.scored, !entry.isNamed, waited >= patience else { return nil }
    entry.isNamed = true
    return alone(name, entry)
  }

  /// Whether both files differ from those that were scored.
  private func isNew(
    _ image: WatchedFolder.Sighting, _ cloud: WatchedFolder.Sighting, to scored: WatchedFolder.Files?
  ) -> Bool {
    image != scored?.image && cloud != scored?.cloud
  }

  private func alone(_ name: String, _ entry: Entry) -> Event? {
    let isImage = entry.files.image != nil && entry.files.image != entry.scored?.image
    guard let file = isImage ? entry.files.image : entry.files.cloud else { return nil }
    return .alone(name: name, path: file.path, partner: isImage ? "TIFF" : "PNG")
  }
}
