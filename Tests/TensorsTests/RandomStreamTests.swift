import Tensors
import Testing

@Suite struct RandomStreamTests {
  @Test func streamsDependOnSeedAndNameOnly() {
    var drawn = RandomStream(seed: 5)
    _ = drawn.next()
    var first = drawn.stream("bank")
    var second = RandomStream(seed: 5).stream("bank")
    var other = RandomStream(seed: 5).stream("synth")
    let values = (0..<4).map { _ in first.next() }
    #expect(values == (0..<4).map { _ in second.next() })
    #expect(values != (0..<4).map { _ in other.next() })
  }

  @Test func drawsHaveTheirDistribution() {
    var random = RandomStream(seed: 1)
    let normals = (0..<20_000).map { _ in Double(random.normal()) }
    let mean = normals.reduce(0, +) / 20_000
    let variance = normals.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.05)
    let uniforms = (0..<20_000).map { _ in random.uniform(in: 2...4) }
    #expect(uniforms.allSatisfy { $0 >= 2 && $0 < 4 })
    #expect(random.distinctIndices(50, below: 50) == Array(0..<50))
  }
}
