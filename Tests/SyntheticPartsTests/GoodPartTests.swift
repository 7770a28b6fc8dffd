import SyntheticParts
import Tensors
import Testing

@Suite("Good parts")
struct GoodPartTests {
  private static let size = 96

  @Test(arguments: PartFamily.allCases)
  func `Images have one size and sane values`(family: PartFamily) {
    let size = Self.size
    let sample = SyntheticPartFactory(family: family, imageSize: size).good(index: 0)
    for image in [sample.rgb, sample.xyz, sample.normals, sample.albedo] {
      #expect(image.shape == [size, size, 3])
    }
    #expect(sample.depth.shape == [size, size])
    #expect(
      sample.rgb.elements.allSatisfy { $0 >= 0 && $0 <= 1 && abs(($0 * 255).rounded() - $0 * 255) < 1e-3 })
    #expect(!sample.mask.contains(true) && sample.mask.count == size * size)
    #expect(sample.defects.isEmpty && sample.lightings.isEmpty)
  }

  @Test(arguments: PartFamily.allCases)
  func `Points lie on the camera's rays, half a metre or so away`(family: PartFamily) {
    let sample = SyntheticPartFactory(family: family, imageSize: Self.size).good(index: 1)
    let camera = sample.camera
    for pixel in sample.mask.indices {
      let z = sample.xyz[flat: 3 * pixel + 2]
      guard z != 0 else { continue }
      let column = Float(pixel % Self.size)
      let row = Float(pixel / Self.size)
      #expect(abs(sample.xyz[flat: 3 * pixel] / z * camera.focalLength + camera.centreColumn - column) < 1e-3)
      #expect(abs(sample.xyz[flat: 3 * pixel + 1] / z * camera.focalLength + camera.centreRow - row) < 1e-3)
      #expect(z > 0.4 && z < 0.9)
    }
  }

  @Test(arguments: PartFamily.allCases)
  func `The part is five to fifteen centimetres wide and fills a good part of the image`(family: PartFamily) {
    let sample = SyntheticPartFactory(family: family, imageSize: Self.size).good(index: 2)
    let xs = sample.mask.indices.filter { sample.foreground[$0] && sample.xyz[flat: 3 * $0 + 2] > 0 }
      .map { sample.xyz[flat: 3 * $0] }
    let width = (xs.max() ?? 0) - (xs.min() ?? 0)
    #expect(width > 0.05 && width < 0.15, "\(width) m")
    let share = Float(sample.foreground.count(where: { $0 })) / Float(sample.mask.count)
    #expect(share > 0.12 && share < 0.65, "\(share)")
  }

  @Test(arguments: PartFamily.allCases)
  func `The scanner sees most of the part and nearly all of the table, but never everything`(
    family: PartFamily
  ) {
    let sample = SyntheticPartFactory(family: family, imageSize: Self.size).good(index: 3)
    let isValid = sample.mask.indices.map { sample.xyz[flat: 3 * $0 + 2] > 0 }
    let part = share(of: isValid, where: sample.foreground)
    let table = share(of: isValid, where: sample.foreground.map { !$0 })
    #expect(part > 0.4 && part < 1, "\(part)")
    #expect(table > 0.85, "\(table)")
  }

  @Test(arguments: PartFamily.allCases)
  func `The scan is true to a tenth of a millimetre in the middle of its errors`(family: PartFamily) {
    let sample = SyntheticPartFactory(family: family, imageSize: Self.size).good(index: 4)
    let errors = sample.mask.indices.filter { sample.xyz[flat: 3 * $0 + 2] > 0 }
      .map { abs(sample.xyz[flat: 3 * $0 + 2] - sample.depth[flat: $0]) }.sorted()
    let median = errors[errors.count / 2]
    #expect(median > 0.000_005 && median < 0.000_1, "\(median) m")
  }

  @Test func `True normals are of length one and face the camera`() {
    let sample = SyntheticPartFactory(family: .soap, imageSize: Self.size).good(index: 0)
    for pixel in sample.mask.indices {
      let (x, y, z) = vector(sample.normals, pixel)
      #expect(abs(x * x + y * y + z * z - 1) < 1e-4)
      #expect(z < 0.3)
    }
  }

  @Test func `Six lightings are made when asked for, and differ`() {
    let factory = SyntheticPartFactory(family: .tile, imageSize: Self.size)
    let sample = factory.good(index: 0, withLightings: true)
    #expect(sample.lightings.count == 6)
    for (a, b) in zip(sample.lightings, sample.lightings.dropFirst()) { #expect(a != b) }
    #expect(sample.rgb == factory.good(index: 0).rgb)
  }

  private func share(of flags: [Bool], where selected: [Bool]) -> Float {
    let chosen = zip(flags, selected).filter(\.1)
    return Float(chosen.count(where: \.0)) / Float(max(chosen.count, 1))
  }
}

/// The three numbers of a pixel.
func vector(_ image: Tensor, _ pixel: Int) -> (Float, Float, Float) {
  (image[flat: 3 * pixel], image[flat: 3 * pixel + 1], image[flat: 3 * pixel + 2])
}
