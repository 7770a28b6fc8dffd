import Foundation

/// The pictures of one category.
struct GallerySection {
  /// One part with its pictures.
  struct Card {
    let id: String
    let reason: String
    let verdict: String
    let verdictText: String
    let score: String
    let photograph: String
    let heatMap: String
    let width: Int
    let height: Int
    let isGood: Bool
  }

  let name: String

  /// How many parts were judged wrongly.
  let brief: String
  let hard: [Card]
  let loud: [Card]
  let clear: [Card]
  let hasLoud: Bool
  let hasDefective: Bool

  /// The sections of all categories that have pictures, with fewer pictures where there are many categories.
  static func all(of records: [CategoryRecord]) -> [GallerySection] {
    let limit = max(1, min(3, 36 / max(records.count, 1)))
    return records.filter { !$0.gallery.isEmpty }.map { GallerySection($0, limit: limit) }
  }

  private init(_ record: CategoryRecord, limit: Int) {
    let parts = Dictionary(record.parts.map { ($0.id, $0) }) { first, _ in first }
    let cards = { (reason: GalleryEntry.Reason) in
      record.gallery.filter { $0.reason == reason }.prefix(limit).compactMap { entry in
        parts[entry.id].map { Card(entry, of: $0, record.decision) }
      }
    }
    name = record.name
    let missed = record.parts.count { !$0.isGood && $0.verdict != "fail" }
    let alarms = record.parts.count { $0.isGood && $0.verdict == "fail" }
    brief = "\(missed) missed · \(alarms) false \(alarms == 1 ? "alarm" : "alarms")"
    hard = cards(.hardest)
    loud = cards(.loudest)
    clear = cards(.clearest).filter { card in !cards(.hardest).contains { $0.id == card.id } }
    hasLoud = !loud.isEmpty
    hasDefective = !hard.isEmpty
  }
}

extension GallerySection.Card {
  fileprivate init(_ entry: GalleryEntry, of part: PartRecord, _ decision: DecisionRecord) {
    id = part.id
    isGood = part.isGood
    reason = part.isGood ? "good part" : "defect: \(part.defect)"
    verdict = part.verdict
    verdictText = Self.text(of: part)
    let ratio = decision.threshold.flatMap { $0 > 0 ? part.score / $0 : nil }
    score = ratio.map { "\(Figure.short($0)) × threshold" } ?? "score \(Figure.short(part.score))"
    photograph = "data:image/jpeg;base64," + entry.photograph.base64EncodedString()
    heatMap = "data:image/jpeg;base64," + entry.heatMap.base64EncodedString()
    width = entry.width
    height = entry.height
  }

  /// The verdict as a word about what happened.
  private static func text(of part: PartRecord) -> String {
    switch (part.verdict, part.isGood) {
    case ("fail", true): "✕ false alarm"
    case ("fail", false): "✓ found"
    case ("warn", _): "! warned"
    case ("pass", true): "✓ passed"
    case ("pass", false): "✕ missed"
    default: "? \(part.verdict)"
    }
  }
}
