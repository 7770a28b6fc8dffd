extension PixelScores {
  /// The exact curve over all distinct scores.
  func curve() -> OperatingCurve {
    let groups = DefectGroups(of: self)
    let counts = NegativeCounts(of: negatives, among: groups.keys)
    var point = OperatingCurve.Point(falsePositives: 0, truePositives: 0, overlap: 0)
    var points = [point]
    points.reserveCapacity(2 * groups.keys.count + 2)
    for group in groups.keys.indices.reversed() {
      point.falsePositives += counts.above[group]
      points.append(point)
      point.falsePositives += counts.equal[group]
      point.truePositives += groups.counts[group]
      point.overlap += groups.overlaps[group]
      points.append(point)
    }
    point.falsePositives += counts.below
    points.append(point)
    return operatingCurve(points)
  }

  /// The curve of the papers' scripts: thresholds evenly spaced in rank among the defect-free pixels, and a
  /// pixel above the threshold, not at it, counts as found.
  func sampledCurve(thresholdCount: Int) -> OperatingCurve {
    let negatives = sortedNegatives()
    let groups = DefectGroups(of: self)
    var remaining = OperatingCurve.Point(
      falsePositives: negatives.count, truePositives: positives.count, overlap: 1)
    var points = [remaining]
    var group = 0
    for rank in Self.evenRanks(thresholdCount, of: negatives.count) {
      while group < groups.keys.count, groups.keys[group] <= negatives[rank] {
        remaining.truePositives -= groups.counts[group]
        remaining.overlap -= groups.overlaps[group]
        group += 1
      }
      remaining.falsePositives = negatives.count - 1 - rank
      points.append(remaining)
    }
    return operatingCurve(points.reversed())
  }

  private func operatingCurve(_ points: [OperatingCurve.Point]) -> OperatingCurve {
    OperatingCurve(
      points: points, negativeCount: negativeCount, positiveCount: positives.count,
      componentCount: componentCount)
  }

  private func sortedNegatives() -> [UInt32] {
    var keys: [UInt32] = []
    keys.reserveCapacity(negativeCount)
    for run in negatives { run.forEachKey { keys.append($0) } }
    return RadixSort.sorted(keys)
  }

  /// Ranks from the first to the last, as `numpy.linspace(0, count - 1, steps, dtype=int)` rounds them.
  private static func evenRanks(_ steps: Int, of count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let stride = Double(count - 1) / Double(steps - 1)
    return (0..<steps).map { $0 == steps - 1 ? count - 1 : Int(Double($0) * stride) }
  }
}

/// The defective pixels grouped by equal score, in ascending order.
private struct DefectGroups {
  var keys: [UInt32] = []
  var counts: [Int] = []

  /// What each group adds to the mean overlap: each pixel its share of its defect, each defect the same weight.
  var overlaps: [Double] = []

  init(of scores: PixelScores) {
    let weight = 1 / Double(max(scores.componentCount, 1))
    for positive in RadixSort.sorted(scores.positives) {
      let key = UInt32(truncatingIfNeeded: positive >> 32)
      let share = weight / Double(positive & 0xffff_ffff)
      if key == keys.last {
        counts[counts.count - 1] += 1
        overlaps[overlaps.count - 1] += share
      } else {
        keys.append(key)
        counts.append(1)
        overlaps.append(share)
      }
    }
  }
}

/// How many defect-free pixels lie at and between the distinct scores of defective ones.
private struct NegativeCounts {
  /// Those equal to each score.
  private(set) var equal: [Int]

  /// Those above each score and below the next.
  private(set) var above: [Int]

  /// Those below the lowest score.
  private(set) var below = 0

  /// Counts in one pass over each sorted run.
  init(of runs: [SortedScores], among keys: [UInt32]) {
    equal = [Int](repeating: 0, count: keys.count)
    var between = [Int](repeating: 0, count: keys.count + 1)
    equal.withUnsafeMutableBufferPointer { equal in
      between.withUnsafeMutableBufferPointer { between in
        keys.withUnsafeBufferPointer { keys in
          for run in runs { Self.count(run, among: keys, equal: equal, between: between) }
        }
      }
    }
    below = between[0]
    above = Array(between.dropFirst())
  }

  private static func count(
    _ run: SortedScores, among keys: UnsafeBufferPointer<UInt32>,
    equal: UnsafeMutableBufferPointer<Int>, between: UnsafeMutableBufferPointer<Int>
  ) {
    var next = 0
    run.forEachKey { key in
      while next < keys.count, keys[next] < key { next &+= 1 }
      if next < keys.count, keys[next] == key {
        equal[next] &+= 1
      } else {
        between[next] &+= 1
      }
    }
  }
}
