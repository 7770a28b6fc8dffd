/// How the samples of a TIFF are stored.
struct TIFFLayout {
  /// How an image is cut into parts that are compressed by themselves.
  enum Chunks: Equatable {
    case strips(rows: Int)
    case tiles(width: Int, height: Int)
  }

  let width: Int
  let height: Int
  let channels: Int
  let bitsPerSample: Int
  let sampleFormat: Int
  let compression: Int
  let predictor: Int
  let isPlanar: Bool
  let chunks: Chunks

  /// How many chunks the directory lists: of their offsets, and of their sizes.
  let listedChunks: [Int]

  /// Reads the tags, with the defaults of TIFF 6.0 for those that are absent.
  init(_ directory: TIFFDirectory<some ImageSource>) throws(ImageFileError) {
    width = try directory.integer(.imageWidth)
    height = try directory.integer(.imageLength)
    channels = try directory.integer(.samplesPerPixel, default: 1)
    bitsPerSample = try directory.commonValue(.bitsPerSample, default: 1)
    sampleFormat = try directory.commonValue(.sampleFormat, default: 1)
    compression = try directory.integer(.compression, default: 1)
    predictor = try directory.integer(.predictor, default: 1)
    isPlanar = try directory.integer(.planarConfiguration, default: 1) == 2 && channels > 1
    let isTiled = directory.count(of: .tileWidth) > 0
    chunks =
      try isTiled
      ? .tiles(width: directory.integer(.tileWidth), height: directory.integer(.tileLength))
      : .strips(rows: max(1, min(height, directory.integer(.rowsPerStrip, default: Int.max))))
    listedChunks =
      isTiled
      ? [directory.count(of: .tileOffsets), directory.count(of: .tileByteCounts)]
      : [directory.count(of: .stripOffsets), directory.count(of: .stripByteCounts)]
  }

  /// The sample type in words, as NumPy calls it.
  var sampleType: String {
    let kind =
      switch sampleFormat {
      case 1: "uint"
      case 2: "int"
      case 3: "float"
      case 5: "complex int"
      case 6: "complex"
      default: "unknown type "
      }
    return kind + String(bitsPerSample)
  }

  var size: ImageSize {
    ImageSize(height: height, width: width, channels: channels, sampleType: sampleType)
  }

  /// Whether the chunks are tiles.
  var isTiled: Bool {
    if case .tiles = chunks { true } else { false }
  }

  /// The width of a chunk, and its height unless it is the last strip.
  var chunkExtent: (width: Int, height: Int) {
    switch chunks {
    case .strips(let rows): (width, rows)
    case .tiles(let width, let height): (width, height)
    }
  }

  /// The number of chunks side by side, one above the other, and the number of planes.
  var chunkGrid: (columns: Int, rows: Int, planes: Int) {
    let extent = chunkExtent
    return (
      (width + extent.width - 1) / extent.width, (height + extent.height - 1) / extent.height,
      isPlanar ? channels : 1
    )
  }
}

extension TIFFDirectory {
  /// The value that a tag has for every channel.
  fileprivate func commonValue(_ tag: TIFFTag, default value: Int) throws(ImageFileError) -> Int {
    let values = try integers(tag, limit: 16) ?? [value]
    guard Set(values).count == 1 else {
      throw source.unsupported(
        expected: "channels of one type", found: "values \(values) of tag \(tag.rawValue)")
    }
    return values[0]
  }
}
