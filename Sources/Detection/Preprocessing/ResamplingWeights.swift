import Tensors

/// The input pixels, and their weights, that make each output pixel along one axis.
struct ResamplingWeights {
  /// One output pixel: the first input pixel and the weights from there on; empty in the padding.
  struct Tap {
    var first: Int
    var weights: [Float]

    /// The same weights as whole numbers, in units of `2^-fractionBits`.
    var fixed: [Int32] = []
  }

  /// Bits after the point of a weight in whole numbers; those of Pillow, so that 8-bit results are its own.
  static let fractionBits: Int32 = 22

  let taps: [Tap]

  /// The input pixels that any output pixel needs.
  let usedRange: Range<Int>

  /// Weights of a triangle filter along one axis.
  ///
  /// - Parameters:
  ///   - axis: Which input pixels land on which output pixels.
  ///   - size: Output pixels, those of the padding included.
  init(_ axis: AxisMapping, size: Int) {
    let support = max(axis.step, 1)
    taps = (0..<size).map { index in
      guard axis.target.contains(index) else { return Tap(first: axis.source.lowerBound, weights: []) }
      return Self.tap(at: axis.framePosition(Double(index) + 0.5), support: support, range: axis.source)
    }
    usedRange = axis.source
  }

  private static func tap(at position: Double, support: Double, range: Range<Int>) -> Tap {
    let first = max(range.lowerBound, Int((position - support + 0.5).rounded(.down)))
    let end = min(range.upperBound, Int((position + support + 0.5).rounded(.down)))
    let raw = (first..<max(end, first + 1)).map { pixel in
      max(0, 1 - abs((Double(pixel) + 0.5 - position) / support))
    }
    let sum = raw.reduce(0, +)
    let unit = Double(1 << fractionBits)
    return Tap(
      first: first, weights: raw.map { Float($0 / sum) }, fixed: raw.map { Int32($0 / sum * unit + 0.5) })
  }

  /// Resamples along the columns of the rows `needing`, to `[rows needed, size, channels]`.
  func resampleColumns(
    of image: Tensor, channels: Int, needing rows: Range<Int>, on pool: WorkerPool
  ) -> Tensor {
    let width = image.shape[1]
    let taps = taps
    return pool.tensor(shape: [rows.count, taps.count, channels], blockRows: 16) { block, output in
      image.withUnsafeElements { input in
        for (position, row) in block.enumerated() {
          let source = UnsafeBufferPointer(
            rebasing: input[
              (rows.lowerBound + row) * width * channels..<(rows.lowerBound + row + 1) * width * channels])
          let target = UnsafeMutableBufferPointer(
            rebasing: output[position * taps.count * channels..<(position + 1) * taps.count * channels])
          Self.filter(source, taps: taps, channels: channels, into: target)
        }
      }
    }
  }

  /// Resamples along the rows of an image whose first row is row `first`, to `[size, width, channels]`.
  func resampleRows(of image: Tensor, from first: Int, channels: Int, on pool: WorkerPool) -> Tensor {
    let rowCount = image.rowCount
    let taps = taps
    return pool.tensor(shape: [taps.count, image.shape[1], channels], blockRows: 8) { block, output in
      image.withUnsafeElements { input in
        for (position, row) in block.enumerated() {
          let target = UnsafeMutableBufferPointer(
            rebasing: output[position * rowCount..<(position + 1) * rowCount])
          for (offset, weight) in taps[row].weights.enumerated() {
            let start = (taps[row].first - first + offset) * rowCount
            Self.add(
              UnsafeBufferPointer(rebasing: input[start..<start + rowCount]), times: weight, to: target)
          }
        }
      }
    }
  }

  private static func filter(
    _ source: UnsafeBufferPointer<Float>, taps: [Tap], channels: Int,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    guard let input = source.baseAddress, let output = target.baseAddress else { return }
    for (index, tap) in taps.enumerated() {
      var pixel = input + tap.first * channels
      for weight in tap.weights {
        var channel = 0
        while channel < channels {
          output[index &* channels &+ channel] += weight * pixel[channel]
          channel &+= 1
        }
        pixel += channels
      }
    }
  }

  private static func add(
    _ source: UnsafeBufferPointer<Float>, times weight: Float, to target: UnsafeMutableBufferPointer<Float>
  ) {
    guard let input = source.baseAddress, let output = target.baseAddress else { return }
    var index = 0
    while index < source.count {
      output[index] += weight * input[index]
      index &+= 1
    }
  }
}
