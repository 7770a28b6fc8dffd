import CKernels
import Foundation
import Networks
import Tensors
import TestSupport
import Testing

/// The versions of each kernel against definitions in double precision, and so against each other.
@Suite struct KernelTests {
  @Test(arguments: [1, 5, 16, 33, 200]) func gelu(count: Int) {
    let values = draw(count, deviation: 3)
    let gradients = draw(count)
    let normal = { (x: Double) in 0.5 * erfc(-x / 2.0.squareRoot()) }
    let density = { (x: Double) in exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
    let expected = values.map { Float(Double($0) * normal(Double($0))) }
    let slopes = zip(values, gradients).map {
      Float((normal(Double($0)) + Double($0) * density(Double($0))) * Double($1))
    }
    for set in InstructionSets.available {
      var result = [Float](repeating: 0, count: count)
      assay_gelu(set, values, count, &result)
      #expect(maximumDifference(result, expected) < 1e-6)
      assay_gelu_backward(set, values, gradients, count, &result)
      #expect(maximumDifference(result, slopes) < 2e-6)
    }
  }

  @Test func geluOfExtremes() {
    let values: [Float] = [-.greatestFiniteMagnitude, -1e4, -40, 0, 40, 1e4, .greatestFiniteMagnitude]
    for set in InstructionSets.available {
      var result = [Float](repeating: 0, count: values.count)
      assay_gelu(set, values, values.count, &result)
      #expect(result.prefix(4).allSatisfy { abs($0) < 1e-30 })
      #expect(Array(result.suffix(3)) == Array(values.suffix(3)))
    }
  }

  @Test(arguments: [1, 7, 16, 47, 128]) func softMax(width: Int) {
    let scores = draw(3 * width, deviation: 4)
    let scale: Float = 0.7
    var expected: [Float] = []
    for row in 0..<3 {
      let powers = scores[row * width..<(row + 1) * width].map { exp(Double($0) * Double(scale)) }
      expected += powers.map { Float($0 / powers.reduce(0, +)) }
    }
    for set in InstructionSets.available {
      var result = scores
      assay_soft_max(set, &result, 3, width, scale)
      #expect(relativeError(result, expected) < 1e-6)
    }
  }

  @Test func softMaxOfLargeScores() {
    for set in InstructionSets.available {
      var scores: [Float] = [1e30, -1e30, 0, 1e30]
      assay_soft_max(set, &scores, 1, 4, 1)
      #expect(maximumDifference(scores, [0.5, 0, 0, 0.5]) < 1e-6)
    }
  }

  @Test(arguments: [1, 3, 8, 31, 384]) func layerNorm(width: Int) {
    let rows = draw(4 * width).map { $0 + 5 }
    let (gains, biases) = (draw(width), draw(width))
    var expected: [Float] = []
    for row in 0..<4 {
      let values = rows[row * width..<(row + 1) * width].map { Double($0) }
      let mean = values.reduce(0, +) / Double(width)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      for (column, value) in values.enumerated() {
        let normal = (value - mean) / (variance + 1e-5).squareRoot()
        expected.append(Float(normal * Double(gains[column]) + Double(biases[column])))
      }
    }
    for set in InstructionSets.available {
      var result = [Float](repeating: 0, count: rows.count)
      assay_layer_norm(set, rows, 4, width, gains, biases, 1e-5, &result, nil)
      #expect(maximumDifference(result, expected) < 1e-5)
    }
  }

  private func draw(_ count: Int, deviation: Float = 1) -> [Float] {
    var random = RandomStream(seed: UInt64(count))
    return (0..<count).map { _ in random.normal() * deviation }
  }

  private func maximumDifference(_ first: [Float], _ second: [Float]) -> Float {
    zip(first, second).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
