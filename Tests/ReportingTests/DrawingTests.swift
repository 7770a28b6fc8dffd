import Evaluation
import Reporting
import Tensors
import Testing

@Suite("Colors, letters and distances")
struct DrawingTests {
  @Test("The colors of the heat map grow lighter all the way")
  func lightness() {
    let lightness = (0...100).map { step in
      let color = ColorMap.plasma.color(at: Float(step) / 100)
      return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue
    }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("Numbers outside the range take the nearer end")
  func ends() {
    let map = ColorMap.plasma
    #expect(map.color(at: -3) == map.color(at: 0))
    #expect(map.color(at: .infinity) == map.color(at: 1))
    #expect(map.color(at: .nan) == map.color(at: 0) || map.color(at: .nan) == map.color(at: 1))
  }

  @Test("Every letter has a shape of its own, inside its cell")
  func letters() {
    let characters = "ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789.,:+-%/<>=()×"
    var seen: Set<[Int]> = []
    for character in characters {
      let dots = BitmapFont.dots(of: character)
      #expect(!dots.isEmpty, "\(character)")
      #expect(dots.allSatisfy { (0..<5).contains($0.column) && (0..<7).contains($0.row) })
      #expect(seen.insert(dots.map { $0.row * 5 + $0.column }).inserted, "\(character) looks like another")
    }
    #expect(BitmapFont.dots(of: "é").isEmpty)
  }

  @Test("Distances are those of the octagon")
  func distances() {
    var map = Tensor(shape: [9, 9])
    map[4, 4] = 1
    let distance = OutsideDistance(from: map, atLeast: 1)
    #expect(distance.pixels(within: 0...0) == [40])
    #expect(distance.pixels(within: 0.5...1) == [31, 39, 41, 49])
    #expect(distance.pixels(within: 1.2...1.4) == [30, 32, 48, 50])
    // Four steps straight, or three across, which the octagon takes for as far.
    #expect(distance.pixels(within: 4...4) == [4, 10, 16, 36, 44, 64, 70, 76])
  }

  @Test("Nothing set, nothing near")
  func nothing() {
    let mask = DefectMask(height: 2, width: 2, isDefect: [Bool](repeating: false, count: 4))
    #expect(OutsideDistance(from: mask, enlarged: 3).pixels(within: 0...100).isEmpty)
  }
}
