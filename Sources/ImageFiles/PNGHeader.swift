/// The chunk IHDR of a PNG: what the image is.
struct PNGHeader {
  /// How the samples of a pixel are to be understood; the raw value is the code in the file.
  enum ColorType: UInt8 {
    case gray = 0
    case rgb = 2
    case palette = 3
    case grayAlpha = 4
    case rgbAlpha = 6
  }

  /// Signature, length, name, 13 bytes of content and checksum.
  static let endOffset = 33

  let width: Int
  let height: Int
  let bitDepth: Int
  let colorType: ColorType

  /// Reads the first `endOffset` bytes of a file.
  init(_ source: some ImageSource) throws(ImageFileError) {
    let start = try source.bytes(at: 0, count: Self.endOffset)
    guard start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw try source.otherFormat(expected: "a PNG image")
    }
    guard start.count == Self.endOffset, start[8..<16] == [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52] else {
      throw source.damaged(expected: "the header chunk IHDR of 13 bytes first", found: "something else")
    }
    guard let colorType = ColorType(rawValue: start[25]), colorType.allows(bitDepth: start[24]) else {
      throw source.damaged(
        expected: "a color type and a bit depth of PNG", found: "type \(start[25]) with \(start[24]) bits")
    }
    width = start[16..<20].reduce(0) { $0 << 8 | Int($1) }
    height = start[20..<24].reduce(0) { $0 << 8 | Int($1) }
    bitDepth = Int(start[24])
    self.colorType = colorType
    try source.checkSize(width: width, height: height, pixels: ImageLimits.pixels)
  }

  /// The channels as stored.
  var channels: Int {
    switch colorType {
    case .gray, .palette: 1
    case .grayAlpha: 2
    case .rgb: 3
    case .rgbAlpha: 4
    }
  }

  /// Whether pixels have a colour of their own rather than a grey level.
  var isColor: Bool { colorType != .gray && colorType != .grayAlpha }

  var size: ImageSize {
    let type = colorType == .palette ? "palette \(bitDepth)-bit" : "uint\(bitDepth)"
    return ImageSize(height: height, width: width, channels: channels, sampleType: type)
  }
}

extension PNGHeader.ColorType {
  fileprivate func allows(bitDepth: UInt8) -> Bool {
    switch self {
    case .gray: [1, 2, 4, 8, 16].contains(bitDepth)
    case .palette: [1, 2, 4, 8].contains(bitDepth)
    case .rgb, .grayAlpha, .rgbAlpha: [8, 16].contains(bitDepth)
    }
  }
}
