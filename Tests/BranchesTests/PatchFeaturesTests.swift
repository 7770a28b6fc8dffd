import Branches
import Tensors
import TestSupport
import Testing

@Suite struct PatchFeaturesTests {
  private let grid = PatchGrid(inputSide: 32)

  @Test func invalidRowsAreZeroed() {
    let features = PatchFeatures(
      values: Tensor(shape: [3, 2], elements: [1, 2, .nan, 4, 5, 6]), isValid: [true, false, true])
    #expect(features.values.elements == [1, 2, 0, 0, 5, 6])
  }

  @Test func averagesLeaveInvalidPatchesOut() {
    let values = Tensor(shape: [16, 1], elements: (0..<16).map { Float($0) })
    var isValid = [Bool](repeating: true, count: 16)
    isValid[1] = false
    let features = PatchFeatures(values: values, isValid: isValid)
    let averaged = features.averagedWithNeighbours(in: grid, on: WorkerPool(threadCount: 2))
    #expect(averaged.values[0, 0] == 3)  // of 0, 4 and 5
    #expect(averaged.values[1, 0] == 0)
    #expect(averaged.values[10, 0] == 10)
    #expect(averaged.isValid == isValid)
  }

  @Test func gridsTileTheInput() {
    #expect(PatchGrid().patchCount == 784)
    #expect(grid.rows == 4 && grid.columns == 4 && grid.cellSide == 8 && grid.pixelCount == 1_024)
  }
}
