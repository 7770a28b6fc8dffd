import CTIFF

/// Decodes the strips or tiles of a float TIFF to rows of 32-bit floats.
struct TIFFDecoder {
  let layout: TIFFLayout
  private let source: LoadedSource

  /// Reads and checks a file; see `TIFFLayout.check(channels:types:pixels:of:)`.
  init(_ path: String, channels: Int, types: [String], pixels: Int) throws(ImageFileError) {
    source = try LoadedSource(path)
    layout = try TIFFLayout(TIFFDirectory(source))
    try layout.check(channels: channels, types: types, pixels: pixels, of: source)
  }

  /// All samples, `[height, width, channels]`.
  func decode() throws(ImageFileError) -> [Float] {
    // Zeros, because libtiff may call a damaged strip decoded without having written all of it.
    var samples = [Float](repeating: 0, count: layout.height * layout.width * layout.channels)
    try source.content.withUnsafeBufferPointer { (bytes) throws(ImageFileError) in
      let memory = TIFFMemory(bytes)
      guard let tiff = memory.open() else { throw failure(memory) }
      defer { withExtendedLifetime(memory) { TIFFClose(tiff) } }
      try checkAgreement(tiff)
      try samples.withUnsafeMutableBufferPointer { (buffer) throws(ImageFileError) in
        guard let target = buffer.baseAddress else { return }
        let isDecoded = layout.isInPlace ? decodeInPlace(tiff, target) : decodeByCopy(tiff, target)
        guard isDecoded else { throw failure(memory) }
      }
    }
    return samples
  }

  /// Makes sure that libtiff understood the directory as we did, and that the file holds what it lists.
  private func checkAgreement(_ tiff: OpaquePointer) throws(ImageFileError) {
    let isTiled = TIFFIsTiled(tiff) != 0
    let count = isTiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff)
    let bytes = isTiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff)
    guard isTiled == layout.isTiled, Int(count) == layout.chunkCount, bytes == layout.chunkBytes else {
      throw source.damaged(expected: "tags that agree about strips and tiles", found: "a contradiction")
    }
    for index in 0..<count {
      let (end, isTooLarge) = TIFFGetStrileOffset(tiff, index)
        .addingReportingOverflow(TIFFGetStrileByteCount(tiff, index))
      guard !isTooLarge, end <= UInt64(source.size) else {
        throw source.damaged(
          expected: "\(count) strips or tiles within the file", found: "number \(index + 1) beyond its end")
      }
    }
  }

  private func failure(_ memory: TIFFMemory) -> ImageFileError {
    source.damaged(library: "libtiff", reason: memory.message ?? "not enough data")
  }

  private func decodeInPlace(_ tiff: OpaquePointer, _ target: UnsafeMutablePointer<Float>) -> Bool {
    for index in 0..<layout.chunkCount {
      let part = layout.part(index)
      let bytes = tmsize_t(part.height * part.width * layout.chunkPixelBytes)
      let start = target + part.row * layout.width * layout.channels
      guard TIFFReadEncodedStrip(tiff, UInt32(index), start, bytes) == bytes else { return false }
    }
    return true
  }

  private func decodeByCopy(_ tiff: OpaquePointer, _ target: UnsafeMutablePointer<Float>) -> Bool {
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: layout.chunkBytes, alignment: 16)
    defer { chunk.deallocate() }
    let decode = layout.isTiled ? TIFFReadEncodedTile : TIFFReadEncodedStrip
    for index in 0..<layout.chunkCount {
      let part = layout.part(index)
      let rows = layout.isTiled ? layout.chunkExtent.height : part.height
      let bytes = tmsize_t(rows * layout.chunkExtent.width * layout.chunkPixelBytes)
      chunk.initializeMemory(as: UInt8.self, repeating: 0, count: layout.chunkBytes)
      guard decode(tiff, UInt32(index), chunk, bytes) == bytes else { return false }
      layout.place(chunk, part, in: target)
    }
    return true
  }
}
