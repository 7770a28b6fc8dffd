import Tensors

/// Test parts in the order of their scores, so that the figures of a resample need no sorting.
struct ImageRanks: Sendable {
  /// The parts from the highest score to the lowest.
  private let order: [Int]

  /// Where each group of equal scores ends in `order`.
  private let groupEnds: [Int]

  private let isDefective: [Bool]

  /// Ranks parts by their scores.
  init(scores: [Float], isDefective: [Bool]) {
    let order = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    groupEnds = order.indices.filter { place in
      place + 1 == order.count || scores[order[place + 1]] != scores[order[place]]
    }.map { $0 + 1 }
    self.order = order
    self.isDefective = isDefective
  }

  /// The curve of a resample: the parts as often as they were drawn.
  func curve(drawn counts: ArraySlice<Float>) -> OperatingCurve {
    var point = OperatingCurve.Point(falsePositives: 0, truePositives: 0, overlap: 0)
    var points = [point]
    var start = 0
    for end in groupEnds {
      for part in order[start..<end] {
        let count = Int(counts[counts.startIndex + part])
        point.falsePositives += isDefective[part] ? 0 : count
        point.truePositives += isDefective[part] ? count : 0
      }
      points.append(point)
      start = end
    }
    return OperatingCurve(
      points: points, negativeCount: point.falsePositives, positiveCount: point.truePositives,
      componentCount: 0)
  }
}
