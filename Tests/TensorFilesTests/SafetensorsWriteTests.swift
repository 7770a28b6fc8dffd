import Files
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsWriteTests {
  @Test func bytesAreThoseOfTheReference() throws {
    let file = try SafetensorsFile.read(Fixture.path("canonical"))
    #expect(file.tensors.count == 4)
    #expect(try file.encoded(path: "x") == Fixture.bytes("canonical"))
  }

  @Test func contentComesBackBitForBit() throws {
    let folder = try TemporaryFolder()
    var file = SafetensorsFile(metadata: ["b": "2", "a": "\u{1}\u{7f}é😀"])
    file.tensors["x"] = Tensor(shape: [2, 2], elements: [-0.0, .leastNonzeroMagnitude, 1, -.pi])
    file.integers["y"] = IntegerTensor(shape: [2], elements: [.min, .max])
    try file.write(to: folder.file("f"))
    let back = try SafetensorsFile.read(folder.file("f"))
    #expect(back == file)
    #expect(back.tensors["x"]?.elements.map(\.bitPattern) == file.tensors["x"]?.elements.map(\.bitPattern))
  }

  @Test func dataStartOnEightBytes() throws {
    for length in 1...9 {
      let name = String(repeating: "n", count: length)
      let bytes = try SafetensorsFile(tensors: [name: Tensor(shape: [3])]).encoded(path: "x")
      #expect((bytes.count - 12) % 8 == 0)
    }
  }

  @Test func orderOfInsertionDoesNotMatter() throws {
    let names = (0..<50).map { "layer.\($0)" }
    var forward = SafetensorsFile()
    var backward = SafetensorsFile()
    for name in names { (forward.tensors[name], forward.metadata[name]) = (Tensor(shape: [1]), "m") }
    for name in names.reversed() {
      (backward.tensors[name], backward.metadata[name]) = (Tensor(shape: [1]), "m")
    }
    #expect(try forward.encoded(path: "x") == backward.encoded(path: "x"))
  }

  @Test func numbersThatAreNotFiniteAreNotWritten() throws {
    let folder = try TemporaryFolder()
    let file = SafetensorsFile(tensors: ["w": Tensor(shape: [2], elements: [0, .nan])])
    let path = folder.file("f")
    #expect(throws: TensorFileError.notFinite(path: path, name: "w", index: 1)) {
      try file.write(to: path)
    }
    #expect(throws: FileError.missing(path: path)) { try InputFile.read(path, limit: 9) }
  }
}
