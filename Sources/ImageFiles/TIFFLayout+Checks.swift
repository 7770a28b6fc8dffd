import CTIFF

extension TIFFLayout {
  /// Refuses what the float readers do not take, and sizes that do not fit each other.
  ///
  /// - Parameters:
  ///   - channels: The channels wanted.
  ///   - types: The sample types taken, of `float32`, `float64` and `uint16`.
  ///   - pixels: The largest image, in pixels.
  ///   - source: The file, for the errors.
  /// - Throws: `ImageFileError`, naming both sides.
  func check(
    channels: Int, types: [String], pixels: Int, of source: LoadedSource
  ) throws(ImageFileError) {
    guard self.channels == channels, types.contains(sampleType) else {
      throw source.unsupported(
        expected: types.map { "\(channels) x \($0)" }.joined(separator: " or "),
        found: "\(self.channels) x \(sampleType)")
    }
    try source.checkSize(width: width, height: height, pixels: pixels)
    try checkCompression(source)
    try checkChunks(pixels: pixels, source)
  }

  private func checkCompression(_ source: LoadedSource) throws(ImageFileError) {
    let expected = "TIFF compression none, LZW, Deflate, ZSTD, LZMA or PackBits"
    let name = compressionName
    guard [1, 5, 8, 32946, 50000, 34925, 32773].contains(compression) else {
      throw source.unsupported(expected: expected, found: name)
    }
    guard TIFFIsCODECConfigured(UInt16(truncatingIfNeeded: compression)) != 0 else {
      throw source.unsupported(expected: expected, found: "\(name), which this libtiff was built without")
    }
    guard (1...3).contains(predictor) else {
      throw source.unsupported(expected: "TIFF predictor 1, 2 or 3", found: "predictor \(predictor)")
    }
  }

  private func checkChunks(pixels: Int, _ source: LoadedSource) throws(ImageFileError) {
    let extent = chunkExtent
    guard !isTiled || Self.isTileSide(extent.width) && Self.isTileSide(extent.height) else {
      throw source.damaged(
        expected: "tile sides that are multiples of 16", found: "\(extent.width) x \(extent.height)")
    }
    let grid = chunkGrid
    let padded = grid.columns * extent.width * grid.rows * extent.height
    guard padded <= 2 * pixels, isInPlace || chunkBytes <= ImageLimits.chunkBytes else {
      throw .tooLarge(
        path: source.path, expected: "\(ImageLimits.chunkBytes) bytes in a strip or tile",
        found: "\(extent.width) x \(extent.height) pixels")
    }
    let expected = chunkCount
    guard listedChunks == [expected, expected] else {
      throw source.damaged(
        expected: "\(expected) strips or tiles",
        found: "\(listedChunks[0]) places and \(listedChunks[1]) sizes of them")
    }
  }

  private static func isTileSide(_ side: Int) -> Bool {
    (16...ImageLimits.side).contains(side) && side % 16 == 0
  }

  private var compressionName: String {
    switch compression {
    case 1: "none"
    case 2, 3, 4: "CCITT fax"
    case 5: "LZW"
    case 6, 7: "JPEG"
    case 8, 32946: "Deflate"
    case 32773: "PackBits"
    case 34887: "LERC"
    case 34925: "LZMA"
    case 50000: "ZSTD"
    case 50001: "WebP"
    default: "compression \(compression)"
    }
  }

  /// Whether strips are decoded right into the result.
  var isInPlace: Bool { !isTiled && !isPlanar && bitsPerSample == 32 }

  /// The bytes of one pixel in a chunk.
  var chunkPixelBytes: Int { bitsPerSample / 8 * (isPlanar ? 1 : channels) }

  /// The bytes of a full chunk.
  var chunkBytes: Int { chunkExtent.width * chunkExtent.height * chunkPixelBytes }
}
