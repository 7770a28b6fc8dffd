import Files
import Foundation
import TensorFiles

/// Files that `Tools/reference/tensor_files.py` wrote.
enum Fixture {
  static func path(_ name: String) -> String {
    Bundle.module.resourcePath.map { "\($0)/Fixtures/\(name).safetensors" } ?? name
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    try InputFile.read(path(name), limit: 1 << 20)
  }

  /// A file with a header of our choice.
  static func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8) + data
  }
}
