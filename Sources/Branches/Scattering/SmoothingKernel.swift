import Foundation

/// The low-pass filter at the end of every path, as weights in space.
///
/// Kymatio multiplies spectra by a Gaussian whose band was cut to the resolution of the path, then keeps every
/// `step`-th value. Both are separable and only few values are kept, so that a weighted sum along columns and
/// then along rows gives the same values for less work.
struct SmoothingKernel: Sendable {
  /// Points from one sum to the next.
  let step: Int

  /// The number of points of a column or row; sums wrap around its ends.
  let length: Int

  /// The offset of the first weight from the point that a sum belongs to; zero or less.
  let first: Int

  /// The weights from `first` on.
  let weights: [Float]

  /// The kernel for a signal at one resolution.
  ///
  /// - Parameters:
  ///   - fullLength: The points of the signal before any subsampling.
  ///   - level: Halvings since then.
  ///   - scales: The scales of the network; sums are 2^scales full points apart.
  init(fullLength: Int, level: Int, scales: Int) {
    length = fullLength >> level
    step = (1 << scales) >> level
    let circle = Self.circle(fullLength: fullLength, length: length, scales: scales)
    let reach = Self.reach(of: circle)
    let offsets = 2 * reach < length ? -reach...reach : -length / 2...(length - 1) / 2
    let count = length
    first = offsets.lowerBound
    weights = offsets.map { Float(circle[($0 + count) % count]) }
  }

  /// The number of values from the first weight of the first sum to the last of the last of `sums`.
  func span(of sums: Int) -> Int { (sums - 1) * step + weights.count }

  /// All weights of the circular filter, that of offset 0 first.
  private static func circle(fullLength: Int, length: Int, scales: Int) -> [Double] {
    let deviation = GaussianEnvelope.baseDeviation * Double(1 << (scales - 1))
    let spectrum = (0..<length).map { index in
      let frequency = GaussianEnvelope.frequency(index, of: length, period: fullLength)
      return (-1...1).reduce(0.0) { sum, alias in
        let distance = frequency + 2 * .pi * Double(alias)
        return sum + GaussianEnvelope.value(atSquaredDistance: distance * distance, deviation: deviation)
      }
    }
    return (0..<length).map { offset in
      let sum = (0..<length).reduce(0.0) { sum, index in
        sum + spectrum[index] * cos(2 * .pi * Double(index * offset % length) / Double(length))
      }
      return GaussianEnvelope.mass.squareRoot() * sum / Double(length)
    }
  }

  /// The farthest offset whose weight matters to a 32-bit sum.
  private static func reach(of circle: [Double]) -> Int {
    (0...circle.count / 2).last { abs(circle[$0]) > 1e-8 * circle[0] } ?? 0
  }
}
