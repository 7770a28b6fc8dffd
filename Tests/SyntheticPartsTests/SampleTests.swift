import SyntheticParts
import Testing

@Suite("Samples")
struct SampleTests {
  @Test func `A sample has one size for all images`() {
    let sample = SyntheticPartFactory(family: .biscuit, imageSize: 64).good(index: 0)
    #expect(sample.rgb.shape == [64, 64, 3])
    #expect(sample.xyz.shape == [64, 64, 3])
    #expect(sample.mask.count == 64 * 64)
  }
}
