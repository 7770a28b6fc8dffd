import CKernels
import Tensors
import TestSupport
import Testing

/// The product kernel in every version against sums in double precision.
@Suite struct PackedProductTests {
  @Test(arguments: [[1, 1, 1], [5, 7, 3], [29, 33, 17], [14, 32, 8], [43, 64, 100], [3, 130, 2]])
  func products(sizes: [Int]) {
    let (rows, columns, depth) = (sizes[0], sizes[1], sizes[2])
    let left = draw(rows * depth, 1)
    let right = draw(columns * depth, 2)
    let biases = draw(columns, 3)
    let addend = draw(rows * columns, 4)
    let plain = sums(left, right, rows: rows, columns: columns, depth: depth)
    for set in InstructionSets.available {
      let panels = pack(set, right, columns: columns, depth: depth)
      for isRectified in [false, true] {
        let expected = plain.indices.map { index in
          let value = plain[index] + Double(biases[index % columns]) + Double(addend[index])
          return Float(isRectified ? max(value, 0) : value)
        }
        var result = addend
        var product = assay_product()
        (product.rows, product.columns, product.depth) = (rows, columns, depth)
        (product.left_stride, product.result_stride) = (depth, columns)
        product.is_rectified = isRectified ? 1 : 0
        run(set, product, left, panels, biases, &result)
        #expect(relativeError(result, expected) < 2e-6, "\(sizes) \(set)")
      }
      let maxima = (0..<columns).map { column in
        Float((0..<rows).map { plain[$0 * columns + column] }.reduce(-.infinity, max))
      }
      let found = largest(set, left, panels, rows: rows, columns: columns, depth: depth)
      #expect(relativeError(found, maxima) < 2e-6, "\(sizes) \(set)")
    }
  }

  private func sums(_ left: [Float], _ right: [Float], rows: Int, columns: Int, depth: Int) -> [Double] {
    (0..<rows * columns).map { index in
      (0..<depth).reduce(0.0) {
        $0 + Double(left[index / columns * depth + $1]) * Double(right[index % columns * depth + $1])
      }
    }
  }

  /// Packs from both layouts, which must agree.
  private func pack(_ set: assay_instruction_set, _ right: [Float], columns: Int, depth: Int) -> [Float] {
    let width = assay_panel_columns(set)
    let capacity = (columns + width - 1) / width * width * depth
    var (packed, other) = (
      [Float](repeating: .nan, count: capacity), [Float](repeating: .nan, count: capacity)
    )
    assay_pack_product(set, right, depth, columns, 1, depth, &packed)
    let transposed = (0..<columns * depth).map { right[$0 % columns * depth + $0 / columns] }
    assay_pack_product(set, transposed, depth, columns, columns, 1, &other)
    #expect(packed == other)
    return packed
  }

  private func run(
    _ set: assay_instruction_set, _ product: assay_product, _ left: [Float], _ panels: [Float],
    _ biases: [Float], _ result: inout [Float]
  ) {
    var product = product
    left.withUnsafeBufferPointer { left in
      panels.withUnsafeBufferPointer { panels in
        biases.withUnsafeBufferPointer { biases in
          result.withUnsafeMutableBufferPointer { result in
            (product.left, product.panels) = (left.baseAddress, panels.baseAddress)
            (product.biases, product.result) = (biases.baseAddress, result.baseAddress)
            product.addend = UnsafePointer(result.baseAddress)
            assay_packed_product(set, &product)
          }
        }
      }
    }
  }

  private func largest(
    _ set: assay_instruction_set, _ left: [Float], _ panels: [Float], rows: Int, columns: Int, depth: Int
  ) -> [Float] {
    var product = assay_product()
    (product.rows, product.columns, product.depth, product.left_stride) = (rows, columns, depth, depth)
    var maxima = [Float](repeating: .nan, count: columns)
    left.withUnsafeBufferPointer { left in
      panels.withUnsafeBufferPointer { panels in
        maxima.withUnsafeMutableBufferPointer { maxima in
          (product.left, product.panels) = (left.baseAddress, panels.baseAddress)
          product.maxima = maxima.baseAddress
          assay_packed_product(set, &product)
        }
      }
    }
    return maxima
  }

  private func draw(_ count: Int, _ seed: UInt64) -> [Float] {
    var random = RandomStream(seed: seed)
    return (0..<count).map { _ in random.normal() }
  }
}
