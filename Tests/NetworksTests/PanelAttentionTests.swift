import CKernels
import Foundation
import Tensors
import TestSupport
import Testing

/// The kernels of attention with a query in each lane, in every version against their definition.
@Suite struct PanelAttentionTests {
  /// Queries that fill no panel, half a panel, a part of the second half, and all of it; scores that are far from zero.
  @Test(arguments: [1, 2], [Float(0.5), 40]) func weights(vectors: Int, scale: Float) {
    let keys = 21
    for set in InstructionSets.available {
      let panel = assay_panel_columns(set)
      for queries in [vectors * panel / 2, vectors * panel / 2 - 1] {
        let scores = draw(keys * panel, 3)
        var (found, inverses) = (scores, [Float](repeating: .nan, count: panel))
        var logarithms = inverses
        assay_panel_weights(set, &found, keys, queries, scale, &inverses, &logarithms)
        let expected = Self.weights(scores, keys, queries, panel, scale)
        let weights = Self.pick(found, keys, queries, panel).enumerated().map { $1 * inverses[$0 % queries] }
        #expect(relativeError(weights, expected.weights) < 2e-6, "\(set), \(queries) queries")
        #expect(relativeError(Array(logarithms[..<queries]), expected.logarithms) < 1e-6)
      }
    }
  }

  @Test(arguments: [1, 2]) func gradients(vectors: Int) {
    let (keys, scale) = (21, Float(0.5))
    for set in InstructionSets.available {
      let panel = assay_panel_columns(set)
      for queries in [vectors * panel / 2, vectors * panel / 2 - 1] {
        let (scores, gradients) = (draw(keys * panel, 3), draw(keys * panel, 1, seed: 1))
        let expected = Self.weights(scores, keys, queries, panel, scale)
        let products = draw(queries, 1, seed: 2)
        var (weights, found) = (scores, gradients)
        assay_panel_weights_backward(
          set, &weights, &found, keys, queries, scale, expected.logarithms, products)
        let slopes = zip(expected.weights, Self.pick(gradients, keys, queries, panel)).enumerated().map {
          scale * $1.0 * ($1.1 - products[$0 % queries])
        }
        #expect(relativeError(Self.pick(weights, keys, queries, panel), expected.weights) < 3e-6)
        #expect(relativeError(Self.pick(found, keys, queries, panel), slopes) < 3e-6, "\(set)")
      }
    }
  }

  @Test(arguments: [1, 4, 7, 16, 33]) func rowsOfLanes(width: Int) {
    for set in InstructionSets.available {
      let panel = assay_panel_columns(set)
      for queries in [1, panel / 2 + 1, panel] {
        let (values, factors, stride) = (draw(width * panel, 1), draw(queries, 1, seed: 3), width + 3)
        var rows = [Float](repeating: 7, count: queries * stride)
        assay_panel_rows(set, values, width, queries, factors, &rows, stride)
        var copies = [Float](repeating: 7, count: queries * width)
        assay_copy_rows(set, rows, stride, queries, width, &copies, width)
        let expected = (0..<queries * width).map {
          factors[$0 / width] * values[$0 % width * panel + $0 / width]
        }
        #expect(copies == expected, "\(set), \(queries) queries")
        #expect(
          (0..<queries).allSatisfy { rows[$0 * stride + width..<($0 + 1) * stride].allSatisfy { $0 == 7 } })
      }
    }
  }

  /// Those of the queries, `[keys, queries]`.
  private static func pick(_ values: [Float], _ keys: Int, _ queries: Int, _ panel: Int) -> [Float] {
    (0..<keys * queries).map { values[$0 / queries * panel + $0 % queries] }
  }

  /// The soft-max of each query, `[keys, queries]`, and the logarithms to base 2 of its sum.
  private static func weights(
    _ scores: [Float], _ keys: Int, _ queries: Int, _ panel: Int, _ scale: Float
  ) -> (weights: [Float], logarithms: [Float]) {
    let scaled = pick(scores, keys, queries, panel).map { Double($0) * Double(scale) }
    let columns = (0..<queries).map { query in (0..<keys).map { scaled[$0 * queries + query] } }
    let logarithms = columns.map { column in
      let most = column.max() ?? 0
      return most + log(column.reduce(0) { $0 + exp($1 - most) })
    }
    return (
      scaled.indices.map { Float(exp(scaled[$0] - logarithms[$0 % queries])) },
      logarithms.map { Float($0 / log(2)) }
    )
  }

  private func draw(_ count: Int, _ deviation: Float, seed: UInt64 = 0) -> [Float] {
    var random = RandomStream(seed: seed + UInt64(count))
    return (0..<count).map { _ in random.normal() * deviation }
  }
}
