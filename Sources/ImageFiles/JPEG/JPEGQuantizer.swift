import Foundation

/// The cosine transform of 8 x 8 blocks, and how coarsely its coefficients are kept.
struct JPEGQuantizer: Sendable {
  /// Which of the tables of ITU-T T.81, annex K.1, is scaled.
  enum Kind {
    case luminance
    case chrominance
  }

  /// The steps in the order of the file.
  let table: [UInt8]

  init(_ kind: Kind, quality: Int) {
    let scale = quality < 50 ? 5000 / quality : 200 - 2 * quality
    let steps = kind == .luminance ? Self.luminance : Self.chrominance
    table = Self.zigzag.map { UInt8(min(max((steps[$0] * scale + 50) / 100, 1), 255)) }
  }

  /// The quantised coefficients of a block, in the order of the file.
  func coefficients(of block: [Float]) -> [Int] {
    let rows = Self.transformed(block)
    let both = Self.transformed(rows)
    return (0..<64).map { index in
      let value = both[Self.zigzag[index]] / Float(table[index])
      return Int(min(max(value, -1023), 1023).rounded())  // the code has no longer ones
    }
  }

  /// The transform of each row, laid down as columns; twice gives both directions.
  private static func transformed(_ block: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: 64)
    for row in 0..<8 {
      for frequency in 0..<8 {
        var sum: Float = 0
        for column in 0..<8 { sum += block[8 * row + column] * cosines[8 * frequency + column] }
        result[8 * frequency + row] = sum
      }
    }
    return result
  }

  private static let cosines: [Float] = (0..<64).map { index in
    let (frequency, position) = (index / 8, index % 8)
    let norm = frequency == 0 ? (1.0 / 8).squareRoot() : 0.5
    return Float(norm * cos(Double((2 * position + 1) * frequency) * .pi / 16))
  }

  /// Along the diagonals, from the mean to the finest detail.
  private static let zigzag: [Int] = (0..<64).sorted { first, second in
    let (left, right) = (first / 8 + first % 8, second / 8 + second % 8)
    if left != right { return left < right }
    return left % 2 == 0 ? first > second : first < second
  }

  private static let luminance = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
  ]

  private static let chrominance = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  ]
}
