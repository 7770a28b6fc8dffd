import CTIFF

/// Decodes the strips or tiles of a float TIFF to rows of 32-bit floats.
struct TIFFDecoder {
  private let source: LoadedSource
  let layout: TIFFLayout

  /// Reads and checks a file; see `TIFFLayout.check(channels:pixels:of:)`.
  init(_ path: String, channels: Int, pixels: Int) throws(ImageFileError) {
    source = try LoadedSource(path)
    layout = try TIFFLayout(TIFFDirectory(source))
    try layout.check(channels: channels, pixels: pixels, of: source)
  }

  /// All samples, `[height, width, channels]`.
  func decode() throws(ImageFileError) -> [Float] {
    // Zeros, because libtiff may call a damaged strip decoded without having written all of it.
    var samples = [Float](repeating: 0, count: layout.height * layout.width * layout.channels)
    try source.content.withUnsafeBufferPointer { (bytes) throws(ImageFileError) in
      let memory = TIFFMemory(bytes)
      guard let tiff = memory.open() else { throw failure(memory) }
      defer { TIFFClose(tiff) }
      try checkAgreement(tiff)
      try samples.withUnsafeMutableBufferPointer { (buffer) throws(ImageFileError) in
        guard let target = buffer.baseAddress else { return }
        let isDecoded = layout.isInPlace ? decodeInPlace(tiff, target) : decodeByCopy(tiff, target)
        guard isDecoded else { throw failure(memory) }
      }
    }
    return samples
  }

  private func failure(_ memory: TIFFMemory) -> ImageFileError {
    source.damaged(library: "libtiff", memory.message ?? "fewer samples than announced")
  }

  /// Makes sure that libtiff understood the directory as we did.
  private func checkAgreement(_ tiff: OpaquePointer) throws(ImageFileError) {
    let isTiled = TIFFIsTiled(tiff) != 0
    let count = isTiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff)
    let bytes = isTiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff)
    guard Int(count) == layout.chunkCount, bytes == layout.chunkBytes else {
      throw source.damaged("its tags contradict each other about strips or tiles")
    }
  }

  private func decodeInPlace(_ tiff: OpaquePointer, _ target: UnsafeMutablePointer<Float>) -> Bool {
    let rowLength = layout.width * layout.channels
    for strip in 0..<layout.chunkGrid.rows {
      let row = strip * layout.chunkExtent.height
      let bytes = tmsize_t(min(layout.chunkExtent.height, layout.height - row) * rowLength * 4)
      let decoded = TIFFReadEncodedStrip(tiff, UInt32(strip), target + row * rowLength, bytes)
      guard decoded == bytes else { return false }
    }
    return true
  }

  private func decodeByCopy(_ tiff: OpaquePointer, _ target: UnsafeMutablePointer<Float>) -> Bool {
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: layout.chunkBytes, alignment: 16)
    defer { chunk.deallocate() }
    let isTiled = TIFFIsTiled(tiff) != 0
    for index in 0..<layout.chunkCount {
      let part = layout.part(index)
      chunk.initializeMemory(as: UInt8.self, repeating: 0, count: layout.chunkBytes)
      let bytes = tmsize_t(isTiled ? layout.chunkBytes : part.height * part.width * layout.chunkPixelBytes)
      let decode = isTiled ? TIFFReadEncodedTile : TIFFReadEncodedStrip
      let decoded = decode(tiff, UInt32(index), chunk, bytes)
      guard decoded == bytes else { return false }
      layout.place(chunk, part, in: target)
    }
    return true
  }
}
