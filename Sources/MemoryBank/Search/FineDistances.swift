import CKernels
import Tensors

/// The distances of a query to rows rounded to 16 bits, as bounds on those to the rows themselves.
///
/// With a rounded row `r'` and `r = r' + f` the triangle gives `|q - r'| - |f| <= |q - r| <= |q - r'| + |f|`.
struct FineDistances: RowDistances {
  static let areExact = false

  private let query: Int
  private let queries: Tensor
  private let rows: FineRows
  private let modalities: Range<Int>

  /// The distances from one of the queries, added up over some modalities.
  init(of query: Int, in queries: Tensor, to rows: FineRows, modalities: Range<Int>) {
    self.query = query
    self.queries = queries
    self.rows = rows
    self.modalities = modalities
  }

  func measure(_ indices: ArraySlice<Int32>) -> MeasuredDistances {
    queries.withUnsafeElements { queries in
      withGroup(indices) { indices in
        guard let query = queries.baseAddress.map({ $0 + query * rows.width }) else {
          return MeasuredDistances()
        }
        return modalities.reduce(into: MeasuredDistances()) { sums, modality in
          let measured = measure(query, indices, rows.parts[modality])
          sums.least += measured.least
          sums.most += measured.most
        }
      }
    }
  }

  /// Calls `body` with rows as the kernel takes them: fewer than a group are filled up with the last.
  private func withGroup<Result>(
    _ rows: ArraySlice<Int32>, _ body: (UnsafeBufferPointer<Int32>) -> Result
  ) -> Result {
    guard rows.count < Self.groupRows, let last = rows.last else { return rows.withUnsafeBufferPointer(body) }
    return (rows + repeatElement(last, count: Self.groupRows - rows.count)).withUnsafeBufferPointer(body)
  }

  private func measure(
    _ query: UnsafePointer<Float>, _ indices: UnsafeBufferPointer<Int32>, _ part: FineRows.Part
  ) -> MeasuredDistances {
    let (first, depth) = (part.columns.lowerBound, part.columns.count)
    var squares = SIMD4<Float>()
    withUnsafeMutableBytes(of: &squares) { squares in
      assay_fine_distances(
        query + first, rows.start + first, part.scales.start, rows.width, depth, indices.baseAddress,
        indices.count, squares.assumingMemoryBound(to: Float.self).baseAddress)
    }
    var errors = SIMD4<Float>()
    for position in 0..<Self.groupRows { errors[position] = part.errors.start[Int(indices[position])] }
    return Self.bounds(squares, errors: errors, tolerance: assay_fine_tolerance(depth))
  }

  /// Bounds on the computed squares of distances to the rows themselves; a square that is not a number says nothing.
  private static func bounds(
    _ squares: SIMD4<Float>, errors: SIMD4<Float>, tolerance: Float
  ) -> MeasuredDistances {
    let (shorter, longer) = (1 - tolerance, 1 + tolerance)
    let nearest = (squares * shorter).squareRoot() - errors
    let farthest = (squares * longer).squareRoot() + errors
    let isNear = .!(nearest .> 0)
    let isUnknown = .!(squares .< .infinity)
    return MeasuredDistances(
      least: (nearest * nearest * shorter).replacing(with: 0, where: isNear .| isUnknown),
      most: (farthest * farthest * longer).replacing(with: .infinity, where: isUnknown))
  }
}
