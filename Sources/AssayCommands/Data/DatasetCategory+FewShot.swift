import Datasets
import Tensors

extension DatasetCategory {
  /// The good parts to learn from: all of the training split, or some of them, drawn with a seed.
  ///
  /// - Parameters:
  ///   - limit: How many at most; nil for all.
  ///   - seed: The seed of the draw; each category draws for itself.
  /// - Returns: The parts in the order of the data set.
  func trainingParts(limit: Int?, seed: UInt64) -> [DatasetSample] {
    let parts = goodSamples(in: .train)
    guard let limit, limit < parts.count else { return parts }
    var stream = RandomStream(seed: seed).stream("few parts").stream(name)
    return stream.distinctIndices(limit, below: parts.count).map { parts[$0] }
  }
}
