import Tensors

/// Writes colour pictures as baseline JPEG (ITU-T T.81, JFIF 1.01), to be embedded where size matters.
///
/// Chroma keeps its full size, so that thin coloured lines stay sharp. Equal pictures give equal bytes.
public struct JPEGEncoder: Sendable {
  private let luminance: JPEGQuantizer
  private let chrominance: JPEGQuantizer

  /// An encoder.
  ///
  /// - Parameter quality: From 1, small, to 100, faithful, on the scale of the Independent JPEG Group.
  public init(quality: Int = 80) {
    precondition((1...100).contains(quality), "a quality of \(quality)")
    luminance = JPEGQuantizer(.luminance, quality: quality)
    chrominance = JPEGQuantizer(.chrominance, quality: quality)
  }

  /// Encodes a picture.
  ///
  /// - Parameter image: `[height, width, 3]`, sides of 1...65,535; 0...1 is black to white, NaN is black.
  /// - Returns: The content of a `.jpg` file.
  public func encode(_ image: Tensor) -> [UInt8] {
    precondition(image.shape.count == 3 && image.shape[2] == 3, "a colour image of shape \(image.shape)")
    let (height, width) = (image.shape[0], image.shape[1])
    precondition(
      (1...0xffff).contains(height) && (1...0xffff).contains(width), "a JPEG of \(width) x \(height)")
    return header(height: height, width: width) + scan(of: JPEGPlanes(image)) + [0xff, 0xd9]
  }

  private func scan(of planes: JPEGPlanes) -> [UInt8] {
    var writer = JPEGBitWriter()
    var previous = [0, 0, 0]
    for row in stride(from: 0, to: planes.height, by: 8) {
      for column in stride(from: 0, to: planes.width, by: 8) {
        for component in 0..<3 {
          let quantizer = component == 0 ? luminance : chrominance
          let block = quantizer.coefficients(of: planes.block(component, row: row, column: column))
          writer.write(block, after: previous[component])
          previous[component] = block[0]
        }
      }
    }
    return writer.finished()
  }

  private func header(height: Int, width: Int) -> [UInt8] {
    var bytes: [UInt8] = [0xff, 0xd8]
    bytes += segment(0xe0, Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
    bytes += segment(0xdb, [0] + luminance.table + [1] + chrominance.table)
    let size = [UInt8(height >> 8), UInt8(height & 0xff), UInt8(width >> 8), UInt8(width & 0xff)]
    bytes += segment(0xc0, [8] + size + [3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])
    for (place, code) in [(UInt8(0), JPEGHuffmanCode.direct), (0x10, .alternating)] {
      bytes += segment(0xc4, [place] + code.lengths + code.symbols)
    }
    return bytes + segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0])
  }

  private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return [0xff, marker, UInt8(length >> 8), UInt8(length & 0xff)] + content
  }
}
