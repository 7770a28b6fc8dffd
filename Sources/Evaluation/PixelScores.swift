import Tensors

/// The pixel scores of a test set, gathered image by image in the little that its exact curves need.
///
/// A curve turns only at scores of defective pixels; of the others it matters how many lie between two of
/// those. So a defective pixel takes 8 bytes, for its score and the size of its defect, and a defect-free one 1
/// or 2 bytes, for the step from the next lower score.
struct PixelScores: Sendable {
  /// The scores of defect-free pixels, one run for each image.
  private(set) var negatives: [SortedScores] = []

  /// Defective pixels: the key of the score in the upper half, the number of pixels of the defect in the lower.
  private(set) var positives: [UInt64] = []

  /// The number of defective pixels of each image.
  private(set) var positiveCounts: [Int] = []

  /// The number of defects of each image.
  private(set) var componentCounts: [Int] = []

  /// The number of defects.
  var componentCount: Int { componentCounts.reduce(0, +) }

  /// The number of defect-free pixels.
  var negativeCount: Int { negatives.reduce(0) { $0 + $1.count } }

  /// The bytes that the scores occupy.
  var byteCount: Int { positives.count * 8 + negatives.reduce(0) { $0 + $1.byteCount } }

  /// The scores of no image yet.
  init() {}

  /// The scores of one image.
  ///
  /// - Parameters:
  ///   - map: Anomaly scores `[height, width]`, all finite.
  ///   - components: The defects of the image, or nil when it has none.
  init(map: Tensor, components: ConnectedComponents?) {
    let labels = components?.labels ?? [Int32](repeating: -1, count: map.count)
    precondition(labels.count == map.count, "\(labels.count) labels for a map of shape \(map.shape)")
    let sizes = components?.sizes ?? []
    componentCounts = [sizes.count]
    var keys: [UInt32] = []
    keys.reserveCapacity(map.count)
    for (score, label) in zip(map.elements, labels) {
      let key = ScoreKey.key(of: score)
      if label < 0 {
        keys.append(key)
      } else {
        positives.append(UInt64(key) << 32 | UInt64(sizes[Int(label)]))
      }
    }
    positiveCounts = [positives.count]
    negatives = [SortedScores(keys: keys)]
  }

  /// Adds the scores of further images.
  mutating func append(_ other: PixelScores) {
    negatives += other.negatives
    positives += other.positives
    positiveCounts += other.positiveCounts
    componentCounts += other.componentCounts
  }
}
