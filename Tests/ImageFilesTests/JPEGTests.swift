import CImageFiles
import ImageFiles
import Tensors
import Testing

@Suite("JPEG encoding")
struct JPEGTests {
  private func ramp(_ height: Int, _ width: Int) -> Tensor {
    let values = (0..<height * width).flatMap { (pixel: Int) -> [Float] in
      let (down, across) = (Float(pixel / width) / Float(height), Float(pixel % width) / Float(width))
      return [down, across, 1 - down * across]
    }
    return Tensor(shape: [height, width, 3], elements: values)
  }

  @Test("What libjpeg decodes is what was encoded", arguments: [(1, 1), (8, 8), (9, 17), (70, 33)])
  func roundTrip(height: Int, width: Int) {
    let image = ramp(height, width)
    let decoded = DecodedJPEG(JPEGEncoder(quality: 95).encode(image))
    #expect(decoded.height == height && decoded.width == width)
    let difference = zip(decoded.samples, image.elements).map { abs(Float($0) / 255 - $1) }.max()
    // A few levels of 255 at this quality; swapped channels or rows differ by half of the range.
    #expect((difference ?? 1) < 0.06)
  }

  @Test("Colours keep their full size")
  func sampling() {
    let bytes = JPEGEncoder().encode(ramp(16, 16))
    let frame = bytes.indices.dropLast(19).first { bytes[$0] == 0xff && bytes[$0 + 1] == 0xc0 }
    #expect(frame.map { [bytes[$0 + 11], bytes[$0 + 14], bytes[$0 + 17]] } == [0x11, 0x11, 0x11])
  }

  @Test("Quality costs bytes, equal pictures give equal bytes, and no number traps")
  func quality() {
    let image = ramp(64, 48)
    let sizes = [10, 50, 80, 100].map { JPEGEncoder(quality: $0).encode(image).count }
    #expect(sizes == sizes.sorted() && Set(sizes).count == 4)
    #expect(JPEGEncoder().encode(image) == JPEGEncoder().encode(image))
    let odd = Tensor(
      shape: [8, 8, 3], elements: (0..<192).map { [.nan, .infinity, -.infinity, 1e30][$0 % 4] })
    #expect(JPEGEncoder(quality: 100).encode(odd).count > 0)
  }

  @Test("What libjpeg refuses comes back as a message", arguments: [0, 70_000])
  func refusal(width: UInt32) {
    var message = [CChar](repeating: 0, count: Int(ASSAY_JPEG_MESSAGE_SIZE))
    let row = [UInt8](repeating: 0, count: 3 * Int(width))
    let isEncoded = row.withUnsafeBufferPointer {
      assay_jpeg_encode(
        assay_jpeg_image(rows: $0.baseAddress, width: width, height: 1), 80, { _, _, _ in }, nil, &message)
    }
    #expect(!isEncoded && message[0] != 0)
  }
}
