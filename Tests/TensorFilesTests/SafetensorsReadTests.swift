import Files
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsReadTests {
  @Test(arguments: ["f16", "bf16", "f64", "f32"])
  func floatsAreWhatNumPyMakesOfThem(type: String) throws {
    let file = try SafetensorsFile.read(Fixture.path("types"))
    let actual = try #require(file.tensors[type])
    let expected = try #require(file.tensors["\(type).expected"])
    #expect(actual.shape == expected.shape)
    #expect(actual.elements.map(\.bitPattern) == expected.elements.map(\.bitPattern))
  }

  @Test func wholeNumbersStandApart() throws {
    let file = try SafetensorsFile.read(Fixture.path("types"))
    #expect(file.integers["int8"]?.elements == [-128, 7, 127])
    #expect(file.integers["int16"]?.elements == [-32_768, 7, 32_767])
    #expect(file.integers["int32"]?.elements == [Int64(Int32.min), 7, Int64(Int32.max)])
    #expect(file.integers["int64"]?.elements == [.min, 7, .max])
    #expect(file.integers["uint8"]?.elements == [0, 7, 255])
    #expect(file.integers["uint16"]?.elements == [0, 7, 65_535])
    #expect(file.integers["uint32"]?.elements == [0, 7, Int64(UInt32.max)])
    #expect(file.integers["uint64"]?.elements == [0, 7, .max])
    #expect(file.integers["bool"] == IntegerTensor(shape: [2, 2], elements: [1, 0, 0, 1]))
    #expect(file.tensors["bool"] == nil)
  }

  @Test func scalarsAndEmptyTensorsKeepTheirShape() throws {
    let file = try SafetensorsFile.read(Fixture.path("types"))
    #expect(file.tensors["scalar"] == Tensor(shape: [], elements: [2.5]))
    #expect(file.tensors["empty"] == Tensor(shape: [3, 0], elements: []))
    #expect(file.metadata["versions"]?.contains("safetensors") == true)
  }

  @Test func largeTensorsStayInTheirFile() throws {
    let folder = try TemporaryFolder()
    let large = Tensor(shape: [5, 2, 3], elements: (0..<30).map { Float($0) / 7 })
    let small = Tensor(shape: [29], repeating: 2)
    try SafetensorsFile(tensors: ["large": large, "small": small], metadata: ["a": "b"])
      .write(to: folder.file("x"))
    let (file, stored) = try SafetensorsFile.read(
      folder.file("x"), leaving: ["large", "small", "none"], largerThan: 29 * 4)
    #expect(file.tensors == ["small": small] && file.metadata == ["a": "b"])
    let left = try #require(stored["large"])
    #expect(stored.count == 1 && left.shape == [5, 2, 3])
    for range in [0..<5, 1..<3, 4..<5, 2..<2] {
      #expect(try left.withRows(range) { Array($0) } == range.flatMap { Array(large.row($0)) })
    }
    // Other types must be converted, so they are read.
    let types = try SafetensorsFile.read(Fixture.path("types"), leaving: ["f32", "f16"])
    #expect(types.stored.keys.sorted() == ["f32"] && types.file.tensors.keys.contains("f16"))
  }

  @Test func stringsAreUnescaped() throws {
    let header = #"{"__metadata__":{"\u00e9\n":"\ud83d\ude00\/\"\\"}}"#
    let file = try SafetensorsFile.decode(Fixture.file(header), path: "x")
    #expect(file.metadata == ["é\n": "😀/\"\\"])
  }

  @Test func aMissingFileIsAFileError() {
    #expect(throws: TensorFileError.file(.missing(path: "/no/such"))) {
      try SafetensorsFile.read("/no/such")
    }
  }
}
