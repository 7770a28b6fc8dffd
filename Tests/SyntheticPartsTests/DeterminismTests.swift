import SyntheticParts
import Tensors
import Testing

@Suite("Same seed, same bytes")
struct DeterminismTests {
  private let factory = SyntheticPartFactory(family: .bearing, imageSize: 64, seed: 7)

  @Test(arguments: [2, 3])
  func `The number of threads does not change a sample`(threads: Int) {
    let pool = WorkerPool(threadCount: threads)
    expectSame(factory.good(index: 3, on: pool), factory.good(index: 3))
    expectSame(
      factory.defective(kind: .contamination, index: 1, severity: 0.7, on: pool),
      factory.defective(kind: .contamination, index: 1, severity: 0.7))
  }

  @Test func `The order of calls does not change a sample`() {
    let first = factory.good(index: 0)
    _ = factory.defective(kind: .crack, index: 0, severity: 1)
    _ = factory.good(index: 1)
    expectSame(factory.good(index: 0), first)
    expectSame(SyntheticPartFactory(family: .bearing, imageSize: 64, seed: 7).good(index: 0), first)
  }

  @Test func `Seeds, indices and kinds give different parts`() {
    let first = factory.good(index: 0)
    #expect(factory.good(index: 1).rgb != first.rgb)
    #expect(SyntheticPartFactory(family: .bearing, imageSize: 64, seed: 8).good(index: 0).rgb != first.rgb)
    #expect(factory.undamaged(kind: .dent, index: 0).xyz != factory.undamaged(kind: .bump, index: 0).xyz)
  }

  private func expectSame(
    _ a: SyntheticSample, _ b: SyntheticSample, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.rgb == b.rgb, sourceLocation: sourceLocation)
    #expect(a.xyz == b.xyz, sourceLocation: sourceLocation)
    #expect(a.mask == b.mask, sourceLocation: sourceLocation)
    #expect(a.depth == b.depth, sourceLocation: sourceLocation)
    #expect(a.normals == b.normals, sourceLocation: sourceLocation)
    #expect(a.defects == b.defects, sourceLocation: sourceLocation)
  }
}
