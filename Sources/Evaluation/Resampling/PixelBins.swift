import Tensors

/// The pixels of each image counted between a thousand scores, so that the curve of a resample is a sum over images.
///
/// The scores lie at even steps of the root of the false-positive rate: closest together where few false positives
/// are, since that is where curves bend. What the steps cost in exactness is taken off again, see `ResampledFigures`.
struct PixelBins: Sendable {
  /// Defect-free pixels, `[images, bins]`, the bin of the highest scores first.
  let negatives: Tensor

  /// Defective pixels, `[images, bins]`.
  let positives: Tensor

  /// Defective pixels, each counted as its share of its defect, `[images, bins]`.
  let overlaps: Tensor

  /// The number of defects of each image, `[images, 1]`.
  let components: Tensor

  /// The scores that part bins.
  private static let edgeCount = 1000

  /// Pixels that the scores between bins are chosen from, about.
  private static let sampleCount = 200_000

  /// Counts the pixels of every image.
  init(of pixels: PixelScores) {
    let edges = Self.edges(of: pixels)
    let bins = edges.count + 1
    let images = pixels.negatives.count
    var negatives = [Float](repeating: 0, count: images * bins)
    var (positives, overlaps) = (negatives, negatives)
    var start = 0
    for image in 0..<images {
      let first = image * bins
      Self.count(pixels.negatives[image], between: edges, into: &negatives, from: first)
      for positive in pixels.positives[start..<start + pixels.positiveCounts[image]] {
        let bin = first + Self.bin(of: UInt32(truncatingIfNeeded: positive >> 32), between: edges)
        positives[bin] += 1
        overlaps[bin] += 1 / Float(positive & 0xffff_ffff)
      }
      start += pixels.positiveCounts[image]
    }
    self.negatives = Tensor(shape: [images, bins], elements: negatives)
    self.positives = Tensor(shape: [images, bins], elements: positives)
    self.overlaps = Tensor(shape: [images, bins], elements: overlaps)
    components = Tensor(shape: [images, 1], elements: pixels.componentCounts.map(Float.init))
  }

  /// Ascending keys of scores that part the defect-free pixels.
  private static func edges(of pixels: PixelScores) -> [UInt32] {
    let stride = max(1, pixels.negativeCount / sampleCount)
    var sample: [UInt32] = []
    for run in pixels.negatives {
      var position = 0  // of each image anew, so that the order of images makes no difference
      run.forEachKey { key in
        if position % stride == 0 { sample.append(key) }
        position &+= 1
      }
    }
    guard !sample.isEmpty else { return [] }
    let sorted = RadixSort.sorted(sample)
    let edges = (0..<edgeCount).map { step in
      let root = Double(step) / Double(edgeCount)
      return sorted[sorted.count - 1 - Int(root * root * Double(sorted.count - 1))]
    }
    return Set(edges).sorted()
  }

  private static func count(
    _ run: SortedScores, between edges: [UInt32], into counts: inout [Float], from first: Int
  ) {
    var passed = 0
    counts.withUnsafeMutableBufferPointer { counts in
      edges.withUnsafeBufferPointer { edges in
        run.forEachKey { key in
          while passed < edges.count, edges[passed] <= key { passed &+= 1 }
          counts[first + edges.count - passed] += 1
        }
      }
    }
  }

  /// The bin of a key: the number of edges above it.
  private static func bin(of key: UInt32, between edges: [UInt32]) -> Int {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= key { low = middle + 1 } else { high = middle }
    }
    return edges.count - low
  }
}
