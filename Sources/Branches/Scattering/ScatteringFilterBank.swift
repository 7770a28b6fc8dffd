/// All filters of a scattering network over inputs of one size.
struct ScatteringFilterBank: Sendable {
  /// What a subsampled weight may be left out for; measured to change no coefficient by more than 1e-6.
  private static let tolerance = 1e-7

  /// The number of scales.
  let scales: Int

  /// The rows and columns of the padded input.
  let side: Int

  /// The wavelets of each scale over the full spectrum, eight angles side by side, `[side, side, 8]`.
  ///
  /// Divided by `side * side`, which an inverse transform without scaling leaves to do.
  let firstOrder: [[Float]]

  /// The wavelets of the second layer, by scale of the first layer, scale of the second, and angle.
  private let secondOrder: [[[SparseFilter]]]

  /// The averages at the end of a path, by the number of halvings before them.
  let smoothing: [SmoothingKernel]

  /// Builds the filters.
  ///
  /// - Parameters:
  ///   - side: The rows and columns of the padded input, a multiple of 2^scales.
  ///   - scales: The number of scales, 1 or more.
  init(side: Int, scales: Int) {
    precondition(scales > 0 && side % (1 << scales) == 0, "\(side) points for \(scales) scales")
    self.side = side
    self.scales = scales
    let responses = (0..<scales).map { Self.responses(scale: $0, side: side) }
    firstOrder = responses.map { Self.interleaved($0, side: side) }
    smoothing = (0..<scales).map { SmoothingKernel(fullLength: side, level: $0, scales: scales) }
    secondOrder = (0..<scales).map { first in
      (first + 1..<max(scales, first + 1)).map { second in
        responses[second].map { Self.folded($0, fullSide: side, first: first, second: second) }
      }
    }
  }

  /// The wavelet of the second layer for a path through `first`, `second` and `angle`.
  func secondOrder(first: Int, second: Int, angle: Int) -> SparseFilter {
    secondOrder[first][second - first - 1][angle]
  }

  /// The responses of one scale's wavelets, `[angle][side * side]`.
  private static func responses(scale: Int, side: Int) -> [[Double]] {
    let frequencies = (0..<side).map { GaussianEnvelope.frequency($0, of: side, period: side) }
    return (0..<MorletWavelet.angleCount).map { angle in
      let wavelet = MorletWavelet(scale: scale, angle: angle)
      return frequencies.flatMap { y in frequencies.map { x in wavelet.response(y: y, x: x) } }
    }
  }

  private static func interleaved(_ responses: [[Double]], side: Int) -> [Float] {
    let scale = 1 / Double(side * side)
    return (0..<side * side).flatMap { index in responses.map { Float($0[index] * scale) } }
  }

  /// A wavelet cut to the band that is left after `first` halvings, folded for `second` halvings.
  private static func folded(_ response: [Double], fullSide: Int, first: Int, second: Int) -> SparseFilter {
    let side = fullSide >> first
    let scale = 1 / Double(side * side)
    return SparseFilter(side: side, foldedSide: fullSide >> second, tolerance: tolerance) { row, column in
      let fullRow = 2 * row < side ? row : row + fullSide - side
      let fullColumn = 2 * column < side ? column : column + fullSide - side
      return response[fullRow * fullSide + fullColumn] * scale
    }
  }
}
