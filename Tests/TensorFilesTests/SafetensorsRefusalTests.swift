import TensorFiles
import Testing

@Suite struct SafetensorsRefusalTests {
  /// Header, then four bytes of data, and what the message must say.
  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{}}"#, "the name again"),
    (#"{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "each once"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, #"found "x""#),
    (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, "found '.'"),
    (#"{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#, "a whole number"),
    (#"{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}"#, "below 2^63"),
    (#"{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}"#, "F32 [0,"),
    (#"{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}"#, #"found "F8_E4M3""#),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, "found fewer"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}"#, "at most 2 numbers"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "bytes of F32 [2], found 4 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "found 4 to 0"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "found 0 to 8"),
    (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}"#, "expected 3 bytes after the header"),
    (#"{"a":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}"#, "bytes 0 and 1"),
    (#"{"__metadata__":{"a":"1","a":"2"}}"#, #"found "a" again"#),
    (#"{"__metadata__":{"a":"\ud83d"}}"#, "pair of surrogates"),
    (#"{"__metadata__":{"a":"\q"}}"#, "escape sequence"),
    (#"{} x"#, "the end of the header"),
    (#"[]"#, "expected '{', found '['"),
    ("", "found the end of the header"),
  ])
  func brokenHeadersAreNamed(header: String, complaint: String) throws {
    let error = try #require(refusal(of: Fixture.file(header, data: [1, 2, 3, 4])))
    #expect(error.description.contains(complaint))
    #expect(error.description.hasPrefix("weights.safetensors: "))
  }

  @Test func numbersThatAreNotFiniteAreNamed() {
    let header = #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#
    #expect(
      refusal(of: Fixture.file(header, data: [0, 0, 0, 0x7c]))
        == .notFinite(path: "weights.safetensors", name: "a", index: 1))
    let wide = #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#
    let large = withUnsafeBytes(of: 1e39.bitPattern.littleEndian, Array.init)
    #expect(
      refusal(of: Fixture.file(wide, data: large))
        == .notFinite(path: "weights.safetensors", name: "a", index: 0))
  }

  @Test func otherFormatsAreRecognised() {
    let archive: [UInt8] = [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 90)
    #expect(refusal(of: archive)?.description.contains("ZIP archive") == true)
    #expect(refusal(of: [0x80, 2, 0x7d, 0x2e])?.description.contains("pickle") == true)
  }

  @Test func namesFromTheFileAreEscapedAndShort() throws {
    let name = String(repeating: "n", count: 400) + "\\u001b[31m"
    let error = try #require(refusal(of: Fixture.file("{\"\(name)\":{\"x\":1}}")))
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    #expect(error.description.count < 300)
  }

  private func refusal(of bytes: [UInt8]) -> TensorFileError? {
    do throws(TensorFileError) {
      _ = try SafetensorsFile.decode(bytes, path: "weights.safetensors")
      return nil
    } catch {
      return error
    }
  }
}
