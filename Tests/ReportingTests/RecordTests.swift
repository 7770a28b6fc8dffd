import Foundation
import Reporting
import Tensors
import TestSupport
import Testing

@Suite("Records of categories")
struct RecordTests {
  private let parent: TemporaryFolder

  init() throws { parent = try TemporaryFolder() }

  @Test("A record comes back as it was written")
  func roundTrip() throws {
    let run = try RunFolder(parent.file("run"))
    #expect(try run.record(of: "gear") == nil)
    let records = ["soap", "gear"].map { SampleRun.record($0) }
    for record in records { try run.write(record) }
    #expect(try run.records() == records.reversed())
  }

  @Test("A folder without records, a damaged record and one of the future are refused in words")
  func refusals() throws {
    let run = try RunFolder(parent.file("run"))
    #expect(throws: ReportingError.notARun(path: run.path)) { try RunReport(reading: run) }
    try run.write(SampleRun.record("gear"))
    let file = run.file("categories/gear.json")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacingOccurrences(of: "\"format\" : 1", with: "\"format\" : 99")
      .write(toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: ReportingError.newerFormat(path: file, found: 99, known: 1)) { try run.records() }
    try "{".write(toFile: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: ReportingError.self) { try run.records() }
    #expect(error?.description.contains("gear.json") == true)
  }

  @Test("Scores are one line for each part, one column for each row")
  func scores() {
    let lines = ScoresTable([SampleRun.record("gear")]).csv.split(separator: "\r\n")
    #expect(lines.count == 5)
    #expect(
      lines[0]
        == "id,category,defect,label,verdict,score,threshold,warn_threshold,seconds,fused/frozen,geometry/frozen"
    )
    #expect(lines[3] == "gear/test/dent/000,gear,dent,1,pass,0.75,1.0,0.9,0.25,0.75,0.375")
  }

  @Test("A sketch of a cloud keeps within its limit and spans the cube")
  func sketch() {
    let (height, width) = (90, 110)
    let places = (0..<height * width).flatMap { (pixel: Int) -> [Float] in
      [Float(pixel % width) * 0.001, Float(pixel / width) * 0.001, 0.5]
    }
    let sketch = CloudSketch(
      points: Tensor(shape: [height, width, 3], elements: places),
      isShown: (0..<height * width).map { $0 % 7 != 0 },
      colors: Tensor(shape: [height, width, 3], repeating: 2),
      map: Tensor(shape: [height, width], repeating: 0.5), scale: AnomalyScale(threshold: 1), limit: 500)
    #expect(sketch.count <= 500 && sketch.count > 250)
    #expect(sketch.points.count == 10 * sketch.count)
    #expect(abs(sketch.extent - 0.105) < 0.005)
    #expect(sketch.points[6 * sketch.count] == 255 && sketch.points.last == 0)
  }

  @Test("A cloud without a point is an empty sketch")
  func emptySketch() {
    let sketch = CloudSketch(
      points: Tensor(shape: [2, 2, 3], repeating: .nan), isShown: [Bool](repeating: false, count: 4),
      colors: Tensor(shape: [2, 2, 3]), map: Tensor(shape: [2, 2]), scale: AnomalyScale(threshold: 1))
    #expect(sketch.count == 0 && sketch.points.isEmpty && sketch.extent.isFinite)
  }
}
