import Evaluation
import Tensors
import Testing

@Suite("Connected components")
struct ConnectedComponentsTests {
  @Test("Corners connect, gaps do not")
  func corners() {
    let components = ConnectedComponents(of: mask("#..#", ".#..", "...#", "#..."))
    #expect(components.labels == [0, -1, -1, 1, -1, 0, -1, -1, -1, -1, -1, 2, 3, -1, -1, -1])
    #expect(components.sizes == [2, 1, 1, 1])
  }

  @Test("Arms that meet late are one component")
  func lateMeeting() {
    let components = ConnectedComponents(of: mask("#.#.#", "#.#.#", "#####"))
    #expect(components.sizes == [11])
    let spiral = mask("######", ".....#", "####.#", "#..#.#", "#....#", "######")
    #expect(ConnectedComponents(of: spiral).sizes == [23])
  }

  @Test("The right edge does not touch the left edge of the next row")
  func edges() {
    #expect(ConnectedComponents(of: mask("..#", "#..")).sizes == [1, 1])
  }

  @Test("Random masks are labelled as by flooding", arguments: 0..<20)
  func flooding(seed: Int) {
    var stream = RandomStream(seed: UInt64(seed))
    let (height, width) = (1 + stream.index(below: 20), 1 + stream.index(below: 20))
    let density = stream.uniform()
    let isDefect = (0..<height * width).map { _ in stream.uniform() < density }
    let truth = DefectMask(height: height, width: width, isDefect: isDefect)
    let components = ConnectedComponents(of: truth)
    let expected = Definitions.regions(of: truth)
    #expect(components.sizes == expected.map(\.count))
    for (number, region) in expected.enumerated() {
      #expect(region.allSatisfy { components.labels[$0] == number })
    }
  }
}
