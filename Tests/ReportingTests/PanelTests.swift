import Evaluation
import Reporting
import Tensors
import Testing

@Suite("Pictures for pages")
struct PanelTests {
  @Test(
    "Large parts shrink, small ones grow, by whole factors",
    arguments: [(600, 300, 200, 100), (20, 40, 140, 280), (3, 3000, 1, 1000)])
  func sizes(height: Int, width: Int, expectedHeight: Int, expectedWidth: Int) {
    let panels = Overlay(scale: AnomalyScale(threshold: 1)).panels(
      of: Tensor(shape: [height, width, 3], repeating: 0.25), map: Tensor(shape: [height, width]), truth: nil)
    #expect(panels.photograph.shape == [expectedHeight, expectedWidth, 3])
    #expect(panels.heatMap.shape == panels.photograph.shape)
    #expect(panels.photograph.elements.allSatisfy { abs($0 - 0.25) < 1e-5 })
  }

  @Test("A defect of one pixel keeps its outline when the picture shrinks")
  func smallDefect() {
    var isDefect = [Bool](repeating: false, count: 600 * 600)
    isDefect[300 * 600 + 301] = true
    let panels = Overlay(scale: AnomalyScale(threshold: 1)).panels(
      of: Tensor(shape: [600, 600, 3]), map: Tensor(shape: [600, 600]),
      truth: DefectMask(height: 600, width: 600, isDefect: isDefect))
    #expect(panels.heatMap.elements.contains { $0 > 0.5 })
  }

  @Test("Pictures are cut to the square around what must be seen and the defect")
  func cut() {
    var (isShown, isDefect) = (
      [Bool](repeating: false, count: 200 * 300), [Bool](repeating: false, count: 200 * 300)
    )
    for row in 50..<70 { for column in 100..<110 { isShown[row * 300 + column] = true } }
    isDefect[60 * 300 + 139] = true
    let photograph = Tensor(
      shape: [200, 300, 3], elements: (0..<200 * 300 * 3).map { Float($0 / 3 % 300) / 300 })
    let panels = Overlay(scale: AnomalyScale(threshold: 1)).panels(
      of: photograph, map: Tensor(shape: [200, 300]),
      truth: DefectMask(height: 200, width: 300, isDefect: isDefect), around: isShown, side: 48)
    // Columns 100...139 with an eighth of room and 4 pixels more.
    #expect(panels.photograph.shape == [48, 48, 3] && panels.heatMap.shape == [48, 48, 3])
    #expect(panels.photograph[flat: 0] == 96.0 / 300)
  }
}
