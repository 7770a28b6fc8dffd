import CKernels
import Tensors

/// One modality of a block of queries, rounded to integers and packed for the search kernel.
struct PackedQueries {
  /// `[groups][pairs][group size][2]`, zero beyond the last query.
  let integers: PackedIntegers

  /// The value of 1 in each query, zero beyond the last.
  private(set) var scales: [Float]

  /// The length of each query.
  private(set) var lengths: [Float]

  /// The length of what rounding changed in each query, at most.
  private(set) var errors: [Float]

  /// Packs the queries `range`; groups of `groupSize` are filled up.
  init(_ queries: Tensor, _ range: Range<Int>, columns: Range<Int>, groupSize: Int) {
    let groups = (range.count + groupSize - 1) / groupSize
    let groupFloats = 2 * groupSize * PackedRows.pairs(columns)
    let width = queries.rowCount
    integers = PackedIntegers(count: groups * groupFloats)
    scales = [Float](repeating: 0, count: groups * groupSize)
    lengths = []
    errors = []
    queries.withUnsafeElements { elements in
      guard let first = elements.baseAddress.map({ $0 + columns.lowerBound }) else { return }
      for (position, query) in range.enumerated() {
        let target = integers.start + position / groupSize * groupFloats + position % groupSize * 2
        let source = first + query * width
        let rounding = assay_round_to_integers(source, columns.count, 2 * groupSize, target)
        scales[position] = rounding.scale
        errors.append(rounding.error)
        lengths.append(assay_squared_length(source, columns.count).squareRoot())
      }
    }
  }
}
