import PointClouds
import Tensors
import Testing

@Suite struct ResamplingTests {
  /// A cloud whose points name their pixels: x is the column plus 1, y the row plus 1.
  private func numbered(height: Int, width: Int, isValid: (Int, Int) -> Bool = { _, _ in true })
    -> OrganizedCloud
  {
    var xyz = Tensor(shape: [height, width, 3])
    for row in 0..<height {
      for column in 0..<width where isValid(row, column) {
        xyz[row, column, 0] = Float(column + 1) / 1024
        xyz[row, column, 1] = Float(row + 1) / 1024
      }
    }
    return OrganizedCloud(xyz: xyz)
  }

  private func pixel(_ cloud: OrganizedCloud, _ row: Int, _ column: Int) -> [Int]? {
    cloud.point(at: row * cloud.width + column).map { [Int($0.y * 1024) - 1, Int($0.x * 1024) - 1] }
  }

  @Test func theSameSizeChangesNothing() {
    let cloud = Scene.sphereOnTable(height: 17, width: 23, missing: 0.2)
    #expect(cloud.resampled(height: 17, width: 23) == cloud)
  }

  @Test func eachCellTakesThePixelAtItsCentre() {
    let small = numbered(height: 9, width: 15).resampled(height: 3, width: 3)
    for row in 0..<3 {
      for column in 0..<3 { #expect(pixel(small, row, column) == [3 * row + 1, 5 * column + 2]) }
    }
  }

  @Test func tiesGoToTheLowestRowThenColumn() {
    #expect(pixel(numbered(height: 4, width: 4).resampled(height: 1, width: 1), 0, 0) == [1, 1])
    let withoutFirst = numbered(height: 4, width: 4) { row, column in row != 1 || column != 1 }
    #expect(pixel(withoutFirst.resampled(height: 1, width: 1), 0, 0) == [1, 2])
  }

  @Test func aCellIsInvalidOnlyWithoutAnyPoint() {
    let corner = numbered(height: 8, width: 8) { row, column in row == 0 && column == 0 }
    let small = corner.resampled(height: 2, width: 2)
    #expect(small.isValid == [true, false, false, false])
    #expect(pixel(small, 0, 0) == [0, 0])
  }

  @Test func enlargingRepeatsPixels() {
    let large = numbered(height: 2, width: 3).resampled(height: 5, width: 7)
    let rows = [0, 0, 1, 1, 1]
    let columns = [0, 0, 1, 1, 1, 2, 2]
    for row in 0..<5 {
      for column in 0..<7 { #expect(pixel(large, row, column) == [rows[row], columns[column]]) }
    }
  }

  @Test(arguments: [(900, 400), (400, 900), (224, 224), (3, 1000), (1, 1), (801, 800)])
  func letterboxKeepsAspectAndCentres(height: Int, width: Int) {
    let box = Letterbox(sourceHeight: height, sourceWidth: width, side: 224)
    let longest = Float(max(height, width))
    #expect(max(box.rows.count, box.columns.count) == 224)
    #expect(abs(Float(box.rows.count) - max(1, 224 * Float(height) / longest)) <= 0.5)
    #expect(abs(Float(box.columns.count) - max(1, 224 * Float(width) / longest)) <= 0.5)
    #expect(0...1 ~= 224 - box.rows.upperBound - box.rows.lowerBound)
    #expect(0...1 ~= 224 - box.columns.upperBound - box.columns.lowerBound)
  }

  @Test func letterboxedCloudsArePaddedWithInvalidPoints() {
    let boxed = numbered(height: 90, width: 40).letterboxed(side: 45)
    #expect(boxed.height == 45 && boxed.width == 45)
    #expect(boxed.validCount == 45 * 20)
    let box = Letterbox(sourceHeight: 90, sourceWidth: 40, side: 45)
    for pixel in 0..<45 * 45 {
      #expect(boxed.isValid[pixel] == box.contains(row: pixel / 45, column: pixel % 45))
    }
  }

  @Test func croppingTakesARectangle() {
    let part = numbered(height: 6, width: 7).cropped(rows: 2..<5, columns: 1..<3)
    #expect(part.height == 3 && part.width == 2)
    #expect(pixel(part, 0, 0) == [2, 1] && pixel(part, 2, 1) == [4, 2])
  }
}
