import Evaluation
import Reporting
import Tensors
import Testing

@Suite("Overlays")
struct OverlayTests {
  private let overlay = {
    var overlay = Overlay(scale: AnomalyScale(threshold: 2))
    overlay.showsPhotograph = false
    return overlay
  }()

  @Test("What scores below the scale stays as photographed")
  func untouched() {
    let picture = overlay.picture(of: photograph(600), map: Tensor(shape: [600, 600], repeating: 1))
    for row in stride(from: 0, to: 600, by: 37) {
      #expect(picture.row(row).prefix(1800) == photograph(600).row(row))
    }
  }

  @Test("The same score has the same color whatever else the map holds")
  func fixedScale() {
    var hotter = Tensor(shape: [600, 600], repeating: 1.7)
    hotter[500, 500] = 50
    let calm = overlay.picture(of: photograph(600), map: Tensor(shape: [600, 600], repeating: 1.7))
    let alarmed = overlay.picture(of: photograph(600), map: hotter)
    #expect(calm.row(100) == alarmed.row(100))
    #expect(calm.row(100).prefix(1800) != photograph(600).row(100))
    #expect(calm.row(500) != alarmed.row(500))
  }

  @Test("A white line stands around what reaches the threshold, a cyan one around the ground truth")
  func lines() {
    var map = Tensor(shape: [600, 600])
    var isDefect = [Bool](repeating: false, count: 360_000)
    for row in 200..<300 {
      for column in 200..<300 {
        map[row, column] = 2
        isDefect[row * 600 + column + 200] = true
      }
    }
    let truth = DefectMask(height: 600, width: 600, isDefect: isDefect)
    let picture = overlay.picture(of: photograph(600), map: map, truth: truth)
    #expect(color(picture, 250, 199) == [1, 1, 1])
    #expect(color(picture, 250, 201) != [1, 1, 1])
    let beside = (0..<600).filter { color(picture, $0, 396)[2] == 1 && color(picture, $0, 396)[0] < 0.5 }
    #expect(beside.count > 55 && beside.count < 85)  // about two thirds of the height, in dashes
  }

  @Test(
    "Small images are enlarged, extreme ones stay in bounds",
    arguments: [[1, 1], [224, 224], [40, 300], [900, 3]])
  func sizes(size: [Int]) {
    let photograph = Tensor(shape: size + [3], repeating: 0.5)
    let picture = overlay.picture(of: photograph, map: Tensor(shape: size, repeating: 3), score: 3)
    #expect(picture.shape[0] >= 480)
    #expect(picture.shape[1] > size[1])
    #expect(picture.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test("Maps and scores beyond all bounds draw something")
  func strangeNumbers() {
    let map = Tensor(shape: [2, 3], elements: [.nan, .infinity, -.infinity, 0, 1e38, -1e38])
    for scale in [
      AnomalyScale(threshold: 0), AnomalyScale(threshold: .nan), AnomalyScale(lower: -1, upper: -2),
    ] {
      let photograph = Tensor(shape: [2, 3, 3], repeating: 0.5)
      let picture = Overlay(scale: scale).picture(of: photograph, map: map, score: .infinity)
      #expect(picture.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
  }

  @Test("Numbers in the legend have the decimals that the scale needs")
  func numbers() {
    #expect(AnomalyScale(threshold: 1).text(of: 1.467) == "1.47")
    #expect(AnomalyScale(threshold: 14.2).text(of: 28.44) == "28.4")
    #expect(AnomalyScale(threshold: 0.043).text(of: 0.043) == "0.0430")
    #expect(AnomalyScale(threshold: 4000).text(of: 4321) == "4321")
    #expect(AnomalyScale(threshold: 1e-9).text(of: 1e-9) == "1.00e-09")
  }

  private func photograph(_ side: Int) -> Tensor {
    Tensor(shape: [side, side, 3], elements: (0..<side * side * 3).map { Float($0 % 251) / 500 })
  }

  private func color(_ picture: Tensor, _ row: Int, _ column: Int) -> [Float] {
    (0..<3).map { picture[row, column, $0] }
  }
}
