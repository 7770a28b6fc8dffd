import ImageFiles
import Tensors
import Testing

@Suite("JPEG encoding")
struct JPEGTests {
  private func ramp(_ height: Int, _ width: Int) -> Tensor {
    let values = (0..<height * width * 3).map { (index: Int) -> Float in
      Float(index % 97 * (index % 5)) / 384
    }
    return Tensor(shape: [height, width, 3], elements: values)
  }

  @Test(
    "A file begins and ends as it must, and names its size", arguments: [(1, 1), (8, 8), (9, 17), (40, 3)])
  func markers(height: Int, width: Int) {
    let bytes = JPEGEncoder().encode(ramp(height, width))
    #expect(bytes.prefix(4) == [0xff, 0xd8, 0xff, 0xe0] && bytes.suffix(2) == [0xff, 0xd9])
    let frame = bytes.indices.dropLast(9).first { bytes[$0] == 0xff && bytes[$0 + 1] == 0xc0 }
    #expect(frame.map { Array(bytes[$0 + 5..<$0 + 9]) } == [0, UInt8(height), 0, UInt8(width)])
  }

  @Test("An even grey of the middle is nothing but means of zero")
  func even() {
    // 128 of 255 is the centre: each block has the code 00 for its mean and 1010 for its end, three times.
    let bytes = JPEGEncoder().encode(Tensor(shape: [8, 8, 3], repeating: 128.0 / 255))
    #expect(bytes.suffix(5) == [0b0010_1000, 0b1010_0010, 0b1011_1111, 0xff, 0xd9])
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
}
