import Evaluation
import Tensors
import Testing

@Suite("Sorted scores")
struct SortedScoresTests {
  @Test("Keys sort as scores do, and both zeros are one")
  func keys() {
    let scores: [Float] = [
      -.greatestFiniteMagnitude, -1, -.leastNonzeroMagnitude, 0, 1e-30, 1, 1.0000001, 3e38,
    ]
    let keys = scores.map(ScoreKey.key)
    #expect(keys == keys.sorted())
    #expect(Set(keys).count == keys.count)
    #expect(ScoreKey.key(of: -0.0) == ScoreKey.key(of: 0))
  }

  @Test("Any keys come back sorted", arguments: [0, 1, 2, 100, 5000])
  func roundTrip(count: Int) {
    var stream = RandomStream(seed: 3)
    for shift in [0, 8, 20, 31] {
      let keys = (0..<count).map { _ in UInt32(truncatingIfNeeded: stream.next()) >> UInt32(shift) }
      var unpacked: [UInt32] = []
      let packed = SortedScores(keys: keys)
      packed.forEachKey { unpacked.append($0) }
      #expect(unpacked == keys.sorted())
      #expect(packed.count == count)
    }
  }

  @Test("Whole words sort by all their bits")
  func words() {
    var stream = RandomStream(seed: 4)
    let words = (0..<3000).map { _ in stream.next() } + [0, .max, 1, .max - 1]
    #expect(RadixSort.sorted(words) == words.sorted())
  }

  @Test("A smooth map of a camera image takes less than two bytes a pixel")
  func size() {
    let scores = (0..<640_000).map { pixel in
      let (row, column) = (Float(pixel / 800), Float(pixel % 800))
      return 1 + column / 800 + row * 1e-4
    }
    let packed = SortedScores(keys: scores.map(ScoreKey.key))
    #expect(packed.byteCount < 2 * scores.count)
  }
}
