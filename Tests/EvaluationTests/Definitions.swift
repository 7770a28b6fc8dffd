import Evaluation
import Tensors

/// The metrics as they are defined, by counting everything anew at every threshold; slow and obvious.
enum Definitions {
  static func areaUnderROC(good: [Float], defective: [Float]) -> Double {
    var wins = 0.0
    for bad in defective {
      for fine in good { wins += bad > fine ? 1 : bad == fine ? 0.5 : 0 }
    }
    return wins / Double(good.count * defective.count)
  }

  static func largestF1(good: [Float], defective: [Float]) -> Double {
    (good + defective).map { threshold in
      let found = Double(defective.count { $0 >= threshold })
      let alarms = Double(good.count { $0 >= threshold })
      let (precision, recall) = (found / (found + alarms), found / Double(defective.count))
      return found == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }.max() ?? 0
  }

  static func areaUnderPRO(maps: [Tensor], masks: [DefectMask?], limit: Double) -> Double {
    let images = zip(maps, masks).map { (scores: $0.elements, regions: $1.map(regions) ?? []) }
    let free = images.flatMap { image in
      let taken = Set(image.regions.flatMap { $0 })
      return image.scores.indices.filter { !taken.contains($0) }.map { image.scores[$0] }
    }
    let defects = images.flatMap { image in image.regions.map { $0.map { image.scores[$0] } } }
    var curve = [(rate: 0.0, overlap: 0.0)]
    for threshold in Set(maps.flatMap(\.elements)).sorted(by: >) {
      let overlaps = defects.map { scores in fraction(scores, atLeast: threshold) }
      curve.append((fraction(free, atLeast: threshold), overlaps.reduce(0, +) / Double(overlaps.count)))
    }
    return area(under: curve, limit: limit) / limit
  }

  /// The groups of defective pixels that touch, corners included, by flooding.
  static func regions(of mask: DefectMask) -> [[Int]] {
    var open = Set(mask.isDefect.indices.filter { mask.isDefect[$0] })
    var regions: [[Int]] = []
    while let seed = open.min() {
      var (region, front) = ([Int](), [seed])
      open.remove(seed)
      while let pixel = front.popLast() {
        region.append(pixel)
        let near = open.filter {
          abs($0 / mask.width - pixel / mask.width) <= 1 && abs($0 % mask.width - pixel % mask.width) <= 1
        }
        open.subtract(near)
        front += near
      }
      regions.append(region.sorted())
    }
    return regions
  }

  private static func fraction(_ scores: [Float], atLeast threshold: Float) -> Double {
    Double(scores.count { $0 >= threshold }) / Double(scores.count)
  }

  private static func area(under curve: [(rate: Double, overlap: Double)], limit: Double) -> Double {
    zip(curve, curve.dropFirst()).reduce(0) { area, step in
      let (from, to) = step
      guard from.rate < limit, to.rate > from.rate else { return area }
      let end = min(to.rate, limit)
      let part = (end - from.rate) / (to.rate - from.rate)
      let overlap = from.overlap + part * (to.overlap - from.overlap)
      return area + (end - from.rate) * (from.overlap + overlap) / 2
    }
  }
}
