import TensorFiles
import Testing

/// A damaged file is answered or refused, never a crash; what is cut off or added is always refused.
@Suite struct SafetensorsDamageTests {
  @Test func everyValueOfEveryByteIsSurvived() throws {
    let whole = try Fixture.bytes("canonical")
    for position in whole.indices {
      var damaged = whole
      for value in UInt8.min...UInt8.max {
        damaged[position] = value
        let file = try? SafetensorsFile.decode(damaged, path: "x")
        #expect(file?.tensors.values.allSatisfy { $0.elements.allSatisfy(\.isFinite) } ?? true)
      }
    }
  }

  @Test func everyCutIsRefused() throws {
    let whole = try Fixture.bytes("canonical")
    for length in 0..<whole.count {
      #expect(throws: TensorFileError.self) {
        try SafetensorsFile.decode(Array(whole.prefix(length)), path: "x")
      }
    }
  }

  @Test func anythingInsertedIsRefusedOrChangesNothing() throws {
    let whole = try Fixture.bytes("canonical")
    let content = try SafetensorsFile.decode(whole, path: "x")
    for position in 8...whole.count {
      let longer = whole[..<position] + [0x20] + whole[position...]
      let file = try? SafetensorsFile.decode(Array(longer), path: "x")
      #expect(file == nil || file == content)
    }
  }
}
