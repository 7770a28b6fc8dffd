import CImageFiles
import Files

/// A PNG in memory, checked as far as it can be without decoding.
struct PNGDecoder {
  let header: PNGHeader
  private let source: LoadedSource
  private let chunks: PNGChunks

  init(_ path: String) throws(ImageFileError) {
    source = try LoadedSource(path)
    header = try PNGHeader(source)
    chunks = try PNGChunks(source)
  }

  /// The bytes of a decoded sample.
  var sampleBytes: Int { header.bitDepth == 16 ? 2 : 1 }

  /// Decodes all rows to `rows`, which has room for `channels` samples per pixel and is filled with zeros.
  func decode(channels: Int, into rows: UnsafeMutableRawPointer) throws(ImageFileError) {
    let target = assay_png_target(
      rows: rows.assumingMemoryBound(to: UInt8.self), row_bytes: header.width * channels * sampleBytes,
      height: UInt32(header.height), rgb: channels == 3)
    var message = [CChar](repeating: 0, count: Int(ASSAY_PNG_MESSAGE_SIZE))
    let isDecoded = source.content.withUnsafeBufferPointer { bytes in
      chunks.ranges.withUnsafeBufferPointer { ranges in
        let input = assay_png_source(
          bytes: bytes.baseAddress, ranges: ranges.baseAddress, range_count: ranges.count)
        return assay_png_decode(input, target, &message)
      }
    }
    guard isDecoded else { throw source.damaged(library: "libpng", reason: text(of: message)) }
  }
}

/// The text of a C buffer up to its terminating zero.
func text(of buffer: [CChar]) -> String {
  String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
