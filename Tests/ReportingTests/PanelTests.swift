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
}
