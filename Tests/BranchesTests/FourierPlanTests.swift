import Branches
import CKernels
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct FourierPlanTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 11, 12, 16, 17, 30, 34, 49, 60, 120, 240], [false, true])
  func matchesTheDefinition(length: Int, inverse: Bool) {
    let points = noise(count: length * 16)
    let transformed = transform(points, length: length, inverse: inverse)
    for lane in [0, 7] {
      let expected = definition(points, length: length, lane: lane, sign: inverse ? 1 : -1)
      let actual = (0..<2 * length).map { transformed[$0 * 8 + lane] }
      #expect(relativeError(actual, expected) < 2e-6)
    }
  }

  @Test func pointsMayLieApart() {
    let points = noise(count: 3 * 20 * 16)
    var column: [Float] = []
    for start in stride(from: 0, to: points.count, by: 3 * 16) { column += points[start..<start + 16] }
    #expect(
      transform(points, length: 20, stride: 3, inverse: false)
        == transform(column, length: 20, inverse: false))
  }

  private func noise(count: Int) -> [Float] {
    var random = RandomStream(seed: 5)
    return (0..<count).map { _ in random.normal() }
  }

  private func transform(_ points: [Float], length: Int, stride: Int = 1, inverse: Bool) -> [Float] {
    var first = [Float](repeating: .nan, count: length * 16)
    var second = first
    return FourierPlan(length: length).withKernel { kernel in
      first.withUnsafeMutableBufferPointer { first in
        second.withUnsafeMutableBufferPointer { second in
          let result = assay_fourier_lanes(
            kernel, points, stride, first.baseAddress, second.baseAddress, inverse ? 1 : 0)
          return Array(UnsafeBufferPointer(start: result, count: length * 16))
        }
      }
    }
  }

  /// Real and imaginary part of each frequency, as a sum over all points.
  private func definition(_ points: [Float], length: Int, lane: Int, sign: Double) -> [Float] {
    (0..<length).flatMap { frequency in
      var re = 0.0
      var im = 0.0
      for index in 0..<length {
        let angle = sign * 2 * .pi * Double(frequency * index % length) / Double(length)
        let value = (re: Double(points[index * 16 + lane]), im: Double(points[index * 16 + 8 + lane]))
        re += value.re * cos(angle) - value.im * sin(angle)
        im += value.re * sin(angle) + value.im * cos(angle)
      }
      return [Float(re), Float(im)]
    }
  }
}
