import Files
import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

/// Checkpoints that PyTorch wrote; see `Tools/reference/torch_checkpoints.py`.
@Suite struct TorchCheckpointTests {
  @Test(arguments: ["plain", "legacy"])
  func everyTypeAndViewIsPyTorchs(name: String) throws {
    let checkpoint = try TorchCheckpoint.read(Self.path(name))
    let expected = try SafetensorsFile.read(Fixture.path("checkpoints")).tensors
    #expect(checkpoint.tensors == expected)
    #expect(checkpoint.wholeNumbers == ["bn.num_batches_tracked", "mask"])
    #expect(checkpoint.section == nil)
  }

  @Test func theWeightsOfATrainingCheckpointAreFound() throws {
    let checkpoint = try TorchCheckpoint.read(Self.path("pretrain"))
    #expect(checkpoint.section == "base_model")
    #expect(checkpoint.tensors.count == 6)
    #expect(checkpoint.tensors["module.MAE_encoder.0.bias"]?.elements.count == 4)
    #expect(checkpoint.wholeNumbers == ["module.MAE_encoder.1.num_batches_tracked"])
  }

  @Test(arguments: [
    ("system", "posix.system"), ("legacy_system", "posix.system"),
    ("module", "torch.nn.modules.linear.Linear"),
  ])
  func whatWouldBeExecutedIsRefusedByName(name: String, function: String) throws {
    let message = try #require(refusal(of: Fixture.torch(name)))
    #expect(message.contains(function) && message.contains("nothing in a checkpoint is executed"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/assay-was-here"))
  }

  @Test(arguments: ["plain", "legacy", "pretrain", "system"])
  func everyCutIsRefused(name: String) throws {
    let bytes = try Fixture.torch(name)
    for end in 0..<bytes.count {
      #expect(refusal(of: Array(bytes[..<end])) != nil, "cut at \(end)")
    }
  }

  /// A flipped bit is refused or, where nothing checks it, changes a value; it never ends the process.
  @Test(arguments: ["plain", "legacy", "pretrain"])
  func everyFlippedBitIsAnswered(name: String) throws {
    let bytes = try Fixture.torch(name)
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 1 << UInt8(position % 8)
      guard let message = refusal(of: damaged) else { continue }
      #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 } && message.utf8.count < 900)
    }
  }

  @Test func damagedNumbersDoNotMatchTheirChecksum() throws {
    var bytes = try Fixture.torch("plain")
    let number: [UInt8] = withUnsafeBytes(of: Float(59) / 7, Array.init)
    let place = try #require(bytes.indices.dropLast(3).first { bytes[$0...].starts(with: number) })
    bytes[place] ^= 1
    #expect(refusal(of: bytes)?.contains("checksum") == true)
  }

  @Test func randomBytesInThePickleAreAnswered() throws {
    let bytes = try Fixture.torch("legacy")
    var random = RandomStream(seed: 5)
    for _ in 0..<4_000 {
      var damaged = bytes
      for _ in 0..<1 + random.index(below: 8) {
        damaged[15 + random.index(below: 1_600)] = UInt8(random.index(below: 256))
      }
      _ = refusal(of: damaged)
    }
  }

  /// Nesting costs no stack, and a pickle cannot make tensors that its file does not pay for.
  @Test func hostilePicklesAreRefused() throws {
    let nested = [UInt8](repeating: 0x5d, count: 1) + [UInt8](repeating: 0x85, count: 900_000) + [0x2e]
    #expect(refusal(of: try Self.legacy(nested)) != nil)
    for shape in ["K\u{2}K\u{2}", "J\u{ff}", "M\u{ff}\u{7f}"] {
      let text =
        "(X\u{1}\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u{7}\0\0\0storagectorch\nFloatStorage\nX\u{1}\0\0\00"
      let rest = "X\u{3}\0\0\0cpuJ\u{7f}\u{7f}\u{7f}\u{7f}tQK\0(\(shape)t(K\0K\0tNNtRu."
      #expect(refusal(of: try Self.legacy([0x7d] + Array((text + rest).utf8))) != nil)
    }
  }

  private static func legacy(_ pickle: [UInt8]) throws -> [UInt8] {
    let bytes = try Fixture.torch("legacy_system")
    let function = Array("cposix".utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: function) })
    return Array(bytes[..<start]) + pickle
  }

  private func refusal(of bytes: [UInt8]) -> String? {
    do throws(TensorFileError) {
      _ = try TorchCheckpoint.decode(bytes, path: "w.pth")
      return nil
    } catch {
      return error.description
    }
  }

  private static func path(_ name: String) -> String { Fixture.torchPath(name) }
}

extension Fixture {
  /// The path of a checkpoint.
  static func torchPath(_ name: String) -> String {
    Bundle.module.resourcePath.map { "\($0)/Fixtures/\(name).pth" } ?? name
  }

  /// The bytes of a checkpoint.
  static func torch(_ name: String) throws -> [UInt8] {
    try InputFile.read(torchPath(name), limit: 1 << 20)
  }
}
