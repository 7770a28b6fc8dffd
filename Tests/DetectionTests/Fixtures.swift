import Foundation
import TensorFiles
import Testing

/// The files beside these tests.
enum Fixtures {
  /// Values of Pillow, PyTorch and SciPy; see `Tools/reference/detection.py`.
  static func golden() throws -> SafetensorsFile {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/detection", withExtension: "safetensors"))
    return try SafetensorsFile.read(url.path)
  }
}
