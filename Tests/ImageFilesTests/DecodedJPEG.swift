import CJPEG

/// A picture as libjpeg's own decoder reads it.
struct DecodedJPEG {
  let width: Int
  let height: Int
  private(set) var samples: [UInt8] = []

  init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { DecodedJPEG(reading: $0) }
  }

  private init(reading bytes: UnsafeBufferPointer<UInt8>) {
    var errors = jpeg_error_mgr()
    var jpeg = jpeg_decompress_struct()
    jpeg.err = jpeg_std_error(&errors)
    jpeg_CreateDecompress(&jpeg, JPEG_LIB_VERSION, MemoryLayout<jpeg_decompress_struct>.size)
    defer { jpeg_destroy_decompress(&jpeg) }
    jpeg_mem_src(&jpeg, bytes.baseAddress, UInt(bytes.count))
    jpeg_read_header(&jpeg, 1)
    jpeg_start_decompress(&jpeg)
    width = Int(jpeg.output_width)
    height = Int(jpeg.output_height)
    var row = [UInt8](repeating: 0, count: width * 3)
    while jpeg.output_scanline < jpeg.output_height {
      row.withUnsafeMutableBufferPointer { buffer in
        var start = buffer.baseAddress
        _ = jpeg_read_scanlines(&jpeg, &start, 1)
      }
      samples += row
    }
  }
}
