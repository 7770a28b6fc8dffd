/// Where the largest of many numbers stand, found without sorting all of them.
struct LargestValues {
  /// The positions of the largest values, ascending; of equal values the first are taken.
  let positions: [Int]

  /// The position of the largest value that is not among them, of equal ones the first.
  let next: Int?

  /// Finds the `count` largest of `values`, which are at least 0.
  init(_ count: Int, of values: [Float]) {
    precondition((1...max(values.count, 1)).contains(count), "\(count) of \(values.count) values")
    let (edge, above) = Self.edgeBucket(count, of: values)
    let isLarger = { (left: Int, right: Int) in (values[right], left) < (values[left], right) }
    let tied = values.indices.filter { Self.bucket(values[$0]) == edge }.sorted(by: isLarger)
    let last = tied[count - above - 1]
    positions = values.indices.filter { $0 == last || isLarger($0, last) }
    next =
      count - above < tied.count
      ? tied[count - above]
      : values.indices.filter { Self.bucket(values[$0]) < edge }.min(by: isLarger)
  }

  /// The bits of floats of at least 0 are ordered as they are; the upper half makes the bucket.
  private static func bucket(_ value: Float) -> Int { Int(value.bitPattern >> 16) }

  /// The bucket of the last of the `count` largest values, and how many lie in the buckets above it.
  private static func edgeBucket(_ count: Int, of values: [Float]) -> (edge: Int, above: Int) {
    var histogram = [Int](repeating: 0, count: 1 << 16)
    for value in values { histogram[bucket(value)] += 1 }
    var edge = histogram.count - 1
    var above = 0
    while above + histogram[edge] < count {
      above += histogram[edge]
      edge -= 1
    }
    return (edge, above)
  }
}
