import CKernels
import Foundation
import Tensors
import TestSupport
import Testing

/// The kernels that only training uses, in every version.
@Suite struct TrainingKernelTests {
  @Test(arguments: [1, 5, 16, 33, 200]) func geluWithGradient(count: Int) {
    let (values, gradients) = (draw(count, 3), draw(count, 1))
    for set in InstructionSets.available {
      var (first, second) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
      var (results, slopes) = (first, second)
      assay_gelu(set, values, count, &first)
      assay_gelu_backward(set, values, gradients, count, &second)
      assay_gelu_both(set, values, gradients, count, &results, &slopes)
      #expect(relativeError(results, first) < 3e-7 && relativeError(slopes, second) < 3e-7)
    }
  }

  @Test(arguments: [1, 3, 8, 31, 267]) func normalizing(width: Int) {
    let (rows, gradients, addend) = (draw(4 * width, 2), draw(4 * width, 1), draw(4 * width, 1))
    let (ones, zeros) = ([Float](repeating: 1, count: width), [Float](repeating: 0, count: width))
    for set in InstructionSets.available {
      var (normal, statistics) = ([Float](repeating: 0, count: 4 * width), [Float](repeating: 0, count: 8))
      assay_layer_norm(set, rows, 4, width, ones, zeros, 1e-5, &normal, &statistics)
      var (found, inverses) = ([Float](repeating: 0, count: 4 * width), [Float](repeating: 0, count: 4))
      assay_normalize(set, rows, 4, width, 1e-5, &found, &inverses)
      #expect(relativeError(found, normal) < 1e-6)
      var (slopes, gains, offsets) = (normal, zeros, zeros)
      assay_layer_norm_backward(
        set, rows, gradients, statistics, 4, width, ones, &slopes, &gains, &offsets)
      var result = normal
      assay_normalize_backward(set, found, gradients, inverses, 4, width, addend, &result)
      #expect(relativeError(result, zip(slopes, addend).map { $0 + $1 }) < 1e-5)
      var sums = zeros
      assay_add_column_sums(set, gradients, 4, width, width, &sums)
      #expect(relativeError(sums, offsets) < 1e-6)
    }
  }

  /// Long queries and keys leave the bound of the scores too far from their maximum, which is then searched for.
  @Test(arguments: [1, 3, 8], [1, 20]) func narrowAttention(width: Int, deviation: Float) {
    let tokens = 37
    let rows = [0, 1, 2].map { draw(tokens * width, deviation, UInt64($0)) }
    let scale: Float = 0.5
    var expected = [Float](repeating: 0, count: tokens * width)
    for query in 0..<tokens {
      let scores = (0..<tokens).map { key in
        (0..<width).reduce(0.0) {
          $0 + Double(rows[0][query * width + $1]) * Double(rows[1][key * width + $1])
        }
          * Double(scale)
      }
      let powers = scores.map { exp($0 - (scores.max() ?? 0)) }
      for column in 0..<width {
        let sum = (0..<tokens).reduce(0.0) { $0 + powers[$1] * Double(rows[2][$1 * width + column]) }
        expected[query * width + column] = Float(sum / powers.reduce(0, +))
      }
    }
    for set in InstructionSets.available {
      #expect(relativeError(attend(set, rows, tokens, width, scale), expected) < 2e-5, "\(set)")
    }
  }

  /// A large scale makes scores whose exponentials no float holds.
  @Test(arguments: [1, 16, 37, 96], [Float(2), 500]) func softMaxBothWays(width: Int, scale: Float) {
    let count = 5
    let scores = draw(count * width, 1)
    func share(_ index: Int, _ others: [Int]) -> Double {
      let sum = others.reduce(0.0) { $0 + exp(Double(scale) * (Double(scores[$1]) - Double(scores[index]))) }
      return 1 / sum
    }
    let expected = scores.indices.map { index in
      let row = (0..<width).map { index / width * width + $0 }
      let column = (0..<count).map { $0 * width + index % width }
      return Float(3 * (share(index, row) + share(index, column)))
    }
    for set in InstructionSets.available {
      let found = softMaxBothWays(set, scores, width, scale)
      #expect(relativeError(found, expected) < 2e-5, "\(set)")
    }
  }

  @Test(arguments: [[1, 1, 1], [29, 33, 17], [14, 32, 8], [43, 64, 100], [57, 267, 30]])
  func transposedLeft(sizes: [Int]) {
    let (rows, columns, depth) = (sizes[0], sizes[1], sizes[2])
    let (left, right) = (draw(depth * rows, 1, 1), draw(depth * columns, 1, 2))
    let expected = (0..<rows * columns).map { index in
      Float(
        (0..<depth).reduce(0.0) {
          $0 + Double(left[$1 * rows + index / columns]) * Double(right[$1 * columns + index % columns])
        })
    }
    for set in InstructionSets.available {
      #expect(relativeError(product(set, left, right, rows, columns, depth), expected) < 2e-6)
      #expect(relativeError(tiledProduct(set, left, right, rows, columns, depth), expected) < 2e-6)
    }
  }

  /// In two blocks of rows, as training does it.
  private func softMaxBothWays(
    _ set: assay_instruction_set, _ scores: [Float], _ width: Int, _ scale: Float
  ) -> [Float] {
    let count = scores.count / width
    var (result, parts) = (scores, [Float](repeating: .nan, count: 2 * width))
    var known = [Float](repeating: .nan, count: 2 * count + 2 * width)
    result.withUnsafeMutableBufferPointer { result in
      known.withUnsafeMutableBufferPointer { known in
        parts.withUnsafeMutableBufferPointer { parts in
          guard let scores = result.baseAddress, let rows = known.baseAddress, let parts = parts.baseAddress
          else { return }
          let columns = rows + 2 * count
          var blocks = [0..<2, 2..<count].map { range in
            assay_two_way_block(
              scores: scores + range.lowerBound * width, count: range.count, width: width, scale: scale,
              row_maxima: rows + range.lowerBound, row_logarithms: rows + count + range.lowerBound,
              column_maxima: parts + (range.lowerBound > 0 ? width : 0), column_logarithms: columns + width)
          }
          for index in 0..<2 { assay_two_way_rows(set, &blocks[index]) }
          for column in 0..<width { columns[column] = max(parts[column], parts[width + column]) }
          for index in 0..<2 {
            blocks[index].column_maxima = columns
            assay_two_way_columns(set, &blocks[index], parts + index * width)
          }
          for column in 0..<width { columns[width + column] = log2(parts[column] + parts[width + column]) }
          for index in 0..<2 { assay_two_way_finish(set, &blocks[index], 3) }
        }
      }
    }
    return result
  }

  private func attend(
    _ set: assay_instruction_set, _ rows: [[Float]], _ tokens: Int, _ width: Int, _ scale: Float
  ) -> [Float] {
    var output = [Float](repeating: .nan, count: tokens * width)
    var logarithms = [Float](repeating: .nan, count: tokens)
    var scratch = [Float](repeating: .nan, count: assay_narrow_scratch(tokens, width))
    output.withUnsafeMutableBufferPointer { output in
      logarithms.withUnsafeMutableBufferPointer { logarithms in
        rows[0].withUnsafeBufferPointer { queries in
          rows[1].withUnsafeBufferPointer { keys in
            rows[2].withUnsafeBufferPointer { values in
              var head = assay_narrow_head(
                queries: queries.baseAddress, keys: keys.baseAddress, values: values.baseAddress,
                stride: width, tokens: tokens, width: width, scale: scale, output: output.baseAddress,
                output_stride: width, logarithms: logarithms.baseAddress)
              assay_narrow_attention(set, &head, &scratch)
            }
          }
        }
      }
    }
    return output
  }

  /// The transposed matrix as it lies in memory.
  private func product(
    _ set: assay_instruction_set, _ left: [Float], _ right: [Float], _ rows: Int, _ columns: Int, _ depth: Int
  ) -> [Float] {
    multiply(set, left, right, columns, depth) { product in
      (product.left_stride, product.rows) = (rows, rows)
      return [product]
    }
  }

  /// The transposed matrix tile by tile, with room between the tiles.
  private func tiledProduct(
    _ set: assay_instruction_set, _ left: [Float], _ right: [Float], _ rows: Int, _ columns: Int, _ depth: Int
  ) -> [Float] {
    let tileRows = assay_tile_rows(set)
    let (stride, count) = (tileRows * depth + 5, (rows + tileRows - 1) / tileRows)
    var tiles = [Float](repeating: .nan, count: stride * count)
    assay_pack_tiles(set, left, depth, rows, rows, &tiles, stride)
    return multiply(set, tiles, right, columns, depth) { product in
      (0..<count).map { tile in
        var part = product
        part.left = product.left + tile * stride
        part.result = product.result + tile * tileRows * columns
        (part.left_stride, part.rows) = (tileRows, min(tileRows, rows - tile * tileRows))
        return part
      }
    }
  }

  private func multiply(
    _ set: assay_instruction_set, _ left: [Float], _ right: [Float], _ columns: Int, _ depth: Int,
    _ parts: (inout assay_product) -> [assay_product]
  ) -> [Float] {
    let width = assay_panel_columns(set)
    let panelStride = depth * width + 3
    var panels = [Float](repeating: .nan, count: (columns + width - 1) / width * panelStride)
    assay_pack_panels(set, right, depth, columns, columns, 1, &panels, panelStride)
    var result = [Float](repeating: 0, count: left.count / depth * columns)
    var rows = 0
    left.withUnsafeBufferPointer { left in
      panels.withUnsafeBufferPointer { panels in
        result.withUnsafeMutableBufferPointer { result in
          var product = assay_product()
          (product.left, product.panels, product.result) = (
            left.baseAddress, panels.baseAddress, result.baseAddress
          )
          (product.columns, product.depth, product.result_stride) = (columns, depth, columns)
          (product.panel_stride, product.is_left_transposed) = (panelStride, 1)
          for part in parts(&product) {
            var part = part
            rows += part.rows
            assay_packed_product(set, &part)
          }
        }
      }
    }
    return Array(result.prefix(rows * columns))
  }

  private func draw(_ count: Int, _ deviation: Float, _ seed: UInt64 = 0) -> [Float] {
    var random = RandomStream(seed: seed + UInt64(count))
    return (0..<count).map { _ in random.normal() * deviation }
  }
}
