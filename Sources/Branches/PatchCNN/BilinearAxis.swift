/// Where the samples of one axis come from in bilinear resampling without corner alignment.
///
/// Pixel centres lie at half pixels, positions before the first centre take the first pixel: PyTorch's `interpolate` with
/// `align_corners=False` and no antialiasing.
struct BilinearAxis: Sendable {
  /// The two neighbours of one sample, and the weight of the second.
  struct Sample: Sendable {
    let first: Int
    let second: Int
    let weight: Float
  }

  let samples: [Sample]

  init(from source: Int, to target: Int) {
    precondition(source > 0 && target > 0, "cannot resample \(source) pixels to \(target)")
    samples = (0..<target).map { index in
      let position = max(0, (Double(index) + 0.5) * Double(source) / Double(target) - 0.5)
      let first = min(Int(position), source - 1)
      let second = min(first + 1, source - 1)
      return Sample(first: first, second: second, weight: Float(position - Double(first)))
    }
  }
}
