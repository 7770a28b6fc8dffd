import Tensors

/// An image of 8 bits a channel.
struct ByteImage {
  let width: Int
  let channels: Int
  var samples: [UInt8]

  init(width: Int, channels: Int, samples: [UInt8]) {
    self.width = width
    self.channels = channels
    self.samples = samples
  }

  /// The nearest 8-bit image of one in 0...1; exact for one that was read from 8 bits.
  init(_ image: Tensor) {
    self.init(
      width: image.shape[1], channels: image.shape[2],
      samples: image.elements.map { UInt8(min(max($0 * 255, 0), 255).rounded()) })
  }

  /// The image in 0...1.
  var tensor: Tensor {
    Tensor(
      shape: [samples.count / max(width * channels, 1), width, channels],
      elements: samples.map { Float($0) / 255 })
  }
}

extension ResamplingWeights {
  /// The axis that pixels are taken together along.
  enum Direction {
    case columns
    case rows
  }

  /// Resamples along one axis with sums in whole numbers.
  ///
  /// The rows (along columns) or columns (along rows) in `lines` are worked on; the first row of the image is row
  /// `first` of the frame.
  func resampleBytes(
    _ image: ByteImage, lines: Range<Int>, along direction: Direction, from first: Int = 0,
    on pool: WorkerPool
  ) -> ByteImage {
    let (channels, width) = (image.channels, image.width)
    let step = direction == .columns ? channels : width * channels
    let outputWidth = direction == .columns ? taps.count : width
    let rows = direction == .columns ? lines.count : taps.count
    let blocks = pool.map(rows) { row -> [UInt8] in
      (0..<outputWidth * channels).map { sample in
        let (column, channel) = (sample / channels, sample % channels)
        let tap = direction == .columns ? taps[column] : taps[row]
        let start =
          direction == .columns
          ? ((lines.lowerBound + row) * width + tap.first) * channels + channel
          : (tap.first - first) * step + sample
        return Self.sum(image.samples, from: start, step: step, tap.fixed)
      }
    }
    return ByteImage(width: outputWidth, channels: channels, samples: Array(blocks.joined()))
  }

  /// The weighted sum of samples `step` apart, rounded half up; at most 255 as weights add up to one.
  private static func sum(_ samples: [UInt8], from start: Int, step: Int, _ weights: [Int32]) -> UInt8 {
    var sum = Int32(1) << (fractionBits - 1)
    for (index, weight) in weights.enumerated() { sum &+= Int32(samples[start + index * step]) &* weight }
    return UInt8(clamping: sum >> fractionBits)
  }
}
