import CKernels
import Foundation

/// How to take the discrete Fourier transform of eight complex signals of one length at once.
///
/// Lengths that are products of 2, 3, 4 and 5 are fast; any other length is right, but slow.
package struct FourierPlan: Sendable {
  /// The number of points of each signal.
  package let length: Int

  private let radices: [Int32]
  private let twiddles: [Float]
  private let roots: [Float]

  /// A plan for signals of `length` points.
  package init(length: Int) {
    precondition(length > 0, "a transform of \(length) points")
    self.length = length
    radices = Self.factors(of: length)
    twiddles = Self.twiddles(length: length, radices: radices)
    roots = radices.flatMap { radix in (0..<radix).flatMap { Self.rotation(Int($0), of: Int(radix)) } }
  }

  /// Calls `body` with the plan in the form that the kernel takes.
  package func withKernel<Result>(_ body: (UnsafePointer<assay_fourier_plan>) -> Result) -> Result {
    radices.withUnsafeBufferPointer { radices in
      twiddles.withUnsafeBufferPointer { twiddles in
        roots.withUnsafeBufferPointer { roots in
          var plan = assay_fourier_plan(
            length: length, stage_count: radices.count, radices: radices.baseAddress,
            twiddles: twiddles.baseAddress, roots: roots.baseAddress)
          return body(&plan)
        }
      }
    }
  }

  /// The factors of a number: fours first, then two, three, five and what is left.
  private static func factors(of length: Int) -> [Int32] {
    var rest = length
    var factors: [Int32] = []
    for candidate in [4, 2, 3] + Array(stride(from: 5, through: max(length, 5), by: 2)) {
      while rest % candidate == 0 {
        factors.append(Int32(candidate))
        rest /= candidate
      }
    }
    return factors
  }

  private static func twiddles(length: Int, radices: [Int32]) -> [Float] {
    var points = length
    var twiddles: [Float] = []
    for radix in radices.map({ Int($0) }) {
      for group in 0..<points / radix {
        for output in 1..<radix { twiddles += rotation(group * output, of: points) }
      }
      points /= radix
    }
    return twiddles
  }

  /// Cosine and sine of `-2 pi index / count`.
  private static func rotation(_ index: Int, of count: Int) -> [Float] {
    let angle = -2 * Double.pi * Double(index) / Double(count)
    return [Float(cos(angle)), Float(sin(angle))]
  }
}
