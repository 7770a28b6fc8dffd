import CKernels
import Tensors
import TestSupport
import Testing

/// What is known of distances to rows rounded to 16 bits, against sums in double precision.
@Suite struct FineDistanceTests {
  @Test(arguments: [1, 15, 16, 31, 32, 33, 77, 200])
  func distancesAreAsFarOffAsTheyMayBe(width: Int) {
    for make in [Rows.normal, Rows.signs, Rows.lattice, Rows.clusters, Rows.spikes] {
      let (rows, queries) = (make([9, width], 1), make([5, width], 2))
      let rounded = Rounded(rows)
      for query in 0..<5 {
        for (row, square) in rounded.squaredDistances(from: queries.row(query)).enumerated() {
          let exact = length(zip(queries.row(query), rows.row(row)).map { Double($0) - Double($1) })
          let distance = Double(square).squareRoot()
          let tolerance = Double(assay_fine_tolerance(width))
          let allowed = Double(rounded.roundings[row].error) + tolerance * max(distance, exact)
          #expect(abs(distance - exact) <= allowed)
        }
      }
    }
  }

  @Test func errorsAreThoseOfRounding() {
    for make in [Rows.normal, Rows.lattice, Rows.spikes] {
      let rows = make([7, 50], 3)
      let rounded = Rounded(rows)
      for row in 0..<7 {
        let rounding = rounded.roundings[row]
        let integers = rounded.integers[row * 50..<(row + 1) * 50]
        let error = length(
          zip(rows.row(row), integers).map { Double($0) - Double(rounding.scale) * Double($1) })
        #expect(error <= Double(rounding.error))
        // Half a step each at most, and what rounding products may add.
        let largest = rows.row(row).map(abs).max() ?? 0
        #expect(rounding.error <= 1.01 * largest / 32_767 * 0.5 * Float(50).squareRoot() + 2e-6 * largest)
        #expect(integers.map { abs(Int($0)) }.max() == (largest > 0 ? 32_767 : 0))
      }
    }
  }

  @Test func rowsTooSmallToBeScaledAreZeros() {
    let rounded = Rounded(Tensor(shape: [1, 3], elements: [1e-36, 0, -1e-38]))
    #expect(rounded.integers == [0, 0, 0] && rounded.roundings[0].scale == 0)
    #expect(rounded.roundings[0].error >= 1e-36)
  }

  private func length(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

/// Rows rounded by the kernel.
private struct Rounded {
  var integers: [Int16]
  var roundings: [assay_fine_rounding]
  let width: Int

  init(_ rows: Tensor) {
    width = rows.rowCount
    var integers = [Int16](repeating: 0, count: rows.count)
    let width = width
    roundings = (0..<rows.rows).map { row in
      integers.withUnsafeMutableBufferPointer { integers in
        rows.withUnsafeElements { rows in
          guard let source = rows.baseAddress, let target = integers.baseAddress else {
            return assay_fine_rounding()
          }
          return assay_round_to_shorts(source + row * width, width, target + row * width)
        }
      }
    }
    self.integers = integers
  }

  /// Four rows at a time, the last of them filled up.
  func squaredDistances(from query: ArraySlice<Float>) -> [Float] {
    let scales = roundings.map(\.scale)
    let order = roundings.indices.map(Int32.init)
    return stride(from: 0, to: order.count, by: 4).flatMap { first in
      let last = Array(repeating: order[order.count - 1], count: 4)
      let indices = Array((order[first...] + last).prefix(max(4, order.count - first)))
      var squares = [Float](repeating: 0, count: 4)
      assay_fine_distances(
        Array(query), integers, scales, width, width, indices, indices.count, &squares)
      return squares.prefix(min(4, order.count - first))
    }
  }
}
