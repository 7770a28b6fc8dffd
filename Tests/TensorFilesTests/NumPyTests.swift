import Files
import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

/// Arrays that NumPy wrote; see Tools/reference/clouds.py.
@Suite struct NumPyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func path(_ name: String) -> String {
    (Bundle.module.resourcePath ?? "") + "/Fixtures/numpy/\(name).npy"
  }

  @Test func everyTypeAndOrderIsRead() throws {
    let expected = try SafetensorsFile.read(Fixture.path("numpy")).tensors
    #expect(expected.count == 26)
    for (name, tensor) in expected where name != "special" {
      let array = try NumPyFile.read(Self.path(name), elementLimit: 100)
      #expect(array.tensor == tensor, "\(name)")
      #expect(array.isWhole == ["i", "u", "b"].contains(name.prefix(1)), "\(name)")
    }
  }

  @Test func numbersThatAreNotFiniteStay() throws {
    let elements = try NumPyFile.read(Self.path("special"), elementLimit: 4).tensor.elements
    #expect(
      elements[0].isNaN && elements[1] == .infinity && elements[2].sign == .minus && elements[3] == .infinity)
  }

  @Test func arraysOverTheLimitAreRefused() {
    #expect(
      throws: TensorFileError.overLimit(
        path: Self.path("f4-little"), quantity: "numbers", limit: 14, found: 15)
    ) { try NumPyFile.read(Self.path("f4-little"), elementLimit: 14) }
  }

  private func read(_ bytes: some Collection<UInt8>) throws -> Result<[UInt32], TensorFileError> {
    // A name of its own: writing over a file would wait for the disk.
    let path = folder.file(UUID().uuidString)
    defer { unlink(path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let outcomes = (0..<2).map { _ in
      Result { () throws(TensorFileError) in
        try NumPyFile.read(path, elementLimit: 1000).tensor.elements.map(\.bitPattern)
      }
    }
    #expect(outcomes[0] == outcomes[1])
    return outcomes[0]
  }

  /// A file of version 1 with a header of our choice.
  private func file(_ header: String, data: Int) -> [UInt8] {
    [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)]
      + Array(header.utf8) + [UInt8](repeating: 0, count: data)
  }

  @Test func aHeaderOfOurOwnIsRead() throws {
    #expect(
      try read(file(#"{"descr":"<f4","fortran_order":False,"shape":(2,1)}"#, data: 8)).get() == [0, 0])
  }

  @Test(arguments: [
    "{'descr': '|O', 'fortran_order': False, 'shape': (2, 1), }",
    "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2, 1), }",
    "{'descr': '<c8', 'fortran_order': False, 'shape': (1, 1), }",
    "{'descr': '<U2', 'fortran_order': False, 'shape': (1, 1), }",
    "{'descr': '<f4', 'fortran_order': 1, 'shape': (2, 1), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -1), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9223372036854775807), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 1), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), 'more': True}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 1)}",
    "{'descr': '<f4', 'fortran_order': __import__('os'), 'shape': (2, 1)}", "", "{", "{'descr",
  ]) func otherHeadersAreRefused(header: String) throws {
    let outcome = try read(file(header, data: 8))
    #expect(throws: TensorFileError.self) { try outcome.get() }
  }

  @Test(arguments: ["f8-big", "fortran3", "version2"]) func damageIsReadOrRefusedTwiceTheSame(name: String)
    throws
  {
    let bytes = try InputFile.read(Self.path(name), limit: 1 << 16)
    var random = RandomStream(seed: 19).stream(name)
    for count in 0..<bytes.count {
      let outcome = try read(bytes.prefix(count))
      #expect(throws: TensorFileError.self, "\(count) bytes") { try outcome.get() }
    }
    var refused = 0
    for _ in 0..<500 {
      var damaged = bytes
      damaged[random.index(below: 128)] = UInt8(truncatingIfNeeded: random.next())
      if case .failure = try read(damaged) { refused += 1 }
    }
    #expect(refused > 200, "\(refused) of 500")
  }
}
