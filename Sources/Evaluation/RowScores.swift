import Tensors

/// What is gathered for one row of the results table.
struct RowScores: Sendable {
  /// Image scores of the good samples, in the order they came.
  var good: [Float] = []

  /// Image scores of the defective samples by type, in the order they came.
  var defective: [String: [Float]] = [:]

  /// Image scores of all samples, in the order they came.
  var partScores: [Float] = []

  /// Pixel scores at the original size.
  var pixels = PixelScores()

  /// Pixel scores at the papers' size, when asked for.
  var literaturePixels: PixelScores?

  /// Image scores of all defective samples; types in the order of their names.
  var allDefective: [Float] {
    defective.keys.sorted().flatMap { defective[$0] ?? [] }
  }

  mutating func append(_ score: Float, of truth: GroundTruth) {
    partScores.append(score)
    switch truth {
    case .good: good.append(score)
    case .defective(let type, _): defective[type, default: []].append(score)
    }
  }

  mutating func append(_ prepared: PreparedPixels) {
    pixels.append(prepared.pixels)
    if let small = prepared.literaturePixels { literaturePixels?.append(small) }
  }
}

/// The pixels of one sample for one row, sorted and packed.
struct PreparedPixels: Sendable {
  var pixels: PixelScores
  var literaturePixels: PixelScores?
}
