import SyntheticParts
import Tensors
import Testing

@Suite("Defects")
struct DefectTests {
  private static let size = 64

  @Test(arguments: PartFamily.allCases, DefectKind.allCases)
  func `Every defect shows on every family, on the part`(family: PartFamily, kind: DefectKind) {
    let factory = SyntheticPartFactory(family: family, imageSize: Self.size, seed: 5)
    let before = factory.undamaged(kind: kind, index: 0)
    let sample = factory.defective(kind: kind, index: 0, severity: 0)
    let pixels = sample.mask.indices.filter { sample.mask[$0] }
    #expect(!pixels.isEmpty && pixels.count < Self.size * Self.size / 4, "\(pixels.count) pixels")
    #expect(pixels.allSatisfy { sample.foreground[$0] || before.foreground[$0] })
    #expect(sample.defects.map(\.kind) == [kind] && sample.defects.map(\.area) == [pixels.count])
  }

  @Test(arguments: DefectKind.allCases.filter { !$0.changesGeometry })
  func `An appearance defect leaves the scan as it was`(kind: DefectKind) {
    let factory = SyntheticPartFactory(family: .brakePad, imageSize: Self.size)
    let before = factory.undamaged(kind: kind, index: 2)
    let after = factory.defective(kind: kind, index: 2, severity: 1)
    #expect(after.xyz == before.xyz)
    #expect(after.depth == before.depth && after.normals == before.normals)
    #expect(meanDifference(after.albedo, before.albedo, where: after.mask) > 0.01)
  }

  @Test(arguments: [DefectKind.dent, .bump, .scratch])
  func `A geometry defect changes shape and not colour`(kind: DefectKind) {
    let factory = SyntheticPartFactory(family: .gear, imageSize: Self.size)
    let before = factory.undamaged(kind: kind, index: 1)
    let after = factory.defective(kind: kind, index: 1, severity: 1)
    #expect(meanDifference(after.normals, before.normals, where: after.mask) > 0.03)
    #expect(abs(mean(after.albedo, where: after.mask) / mean(before.albedo, where: after.mask) - 1) < 0.1)
  }

  @Test(arguments: DefectKind.allCases)
  func `Outside the mask the part is as it was`(kind: DefectKind) {
    let factory = SyntheticPartFactory(family: .chocolateBar, imageSize: Self.size)
    let before = factory.undamaged(kind: kind, index: 4)
    let after = factory.defective(kind: kind, index: 4, severity: 0.6)
    for pixel in after.mask.indices where !after.mask[pixel] {
      #expect(after.foreground[pixel] == before.foreground[pixel])
      #expect(abs(after.depth[flat: pixel] - before.depth[flat: pixel]) < 0.000_13)
    }
  }

  @Test(arguments: DefectKind.allCases)
  func `A severe defect is larger than a faint one`(kind: DefectKind) {
    let factory = SyntheticPartFactory(family: .soap, imageSize: Self.size)
    func area(_ severity: Float) -> Int {
      (0..<4).reduce(0) { $0 + factory.defective(kind: kind, index: $1, severity: severity).defects[0].area }
    }
    #expect(area(1) > area(0))
  }

  @Test func `Severities that are not numbers are tolerated`() {
    let factory = SyntheticPartFactory(family: .tile, imageSize: 32)
    for severity in [Float.nan, .infinity, -3, 40] {
      #expect(factory.defective(kind: .stain, index: 0, severity: severity).defects.count == 1)
    }
  }

  private func meanDifference(_ a: Tensor, _ b: Tensor, where mask: [Bool]) -> Float {
    let pixels = mask.indices.filter { mask[$0] }
    let sum = pixels.reduce(Float(0)) { sum, pixel in
      (0..<3).reduce(sum) { $0 + abs(a[flat: 3 * pixel + $1] - b[flat: 3 * pixel + $1]) }
    }
    return sum / Float(max(pixels.count, 1) * 3)
  }

  private func mean(_ a: Tensor, where mask: [Bool]) -> Float {
    let pixels = mask.indices.filter { mask[$0] }
    let sum = pixels.reduce(Float(0)) { $0 + a[flat: 3 * $1] + a[flat: 3 * $1 + 1] + a[flat: 3 * $1 + 2] }
    return sum / Float(max(pixels.count, 1) * 3)
  }
}
