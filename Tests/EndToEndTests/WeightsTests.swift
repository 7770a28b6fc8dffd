import Files
import Foundation
import Networks
import TensorFiles
import Tensors
import TestSupport
import Testing

/// Weights files through the whole product.
@Suite struct WeightsTests {
  /// Made once: a residual network and a small point transformer with computed weights.
  static let files: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let shapes = ResidualArchitecture.resnet18.tensorShapes
    let tensors = Dictionary(
      uniqueKeysWithValues: shapes.map { ($0, FormulaTensor.weights($0, shape: $1)) })
    try SafetensorsFile(tensors: tensors).write(to: folder.file("rgb.safetensors"))
    try SafetensorsFile(
      tensors: ComputedWeights.pointTransformer(),
      metadata: ["heads": "3", "groups": "60", "group_size": "13"]
    ).write(to: folder.file("xyz.safetensors"))
    return folder
  }

  @Test func aBundleKeepsItsNetworks() throws {
    let weights = try Self.files.get()
    let folder = try TemporaryFolder()
    for name in ["rgb", "xyz"] {
      try FileManager.default.copyItem(
        atPath: weights.file("\(name).safetensors"), toPath: folder.file("\(name).safetensors"))
    }
    let fit = try AssayTool.run([
      "fit", "--data", Product.samples, "--category", Product.category, "--model", folder.file("m.assay"),
      "--appearance", folder.file("rgb.safetensors"), "--geometry", folder.file("xyz.safetensors"),
      "--input-size", "112", "--bank-rows", "500",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    #expect(fit.errors.contains("MB and"))
    let pair = try Product.pair("good")
    let arguments = ["score", folder.file("m.assay"), "--rgb", pair.rgb, "--xyz", pair.xyz]
    let before = try Self.score(arguments)
    for name in ["rgb", "xyz"] {
      try FileManager.default.removeItem(atPath: folder.file("\(name).safetensors"))
    }
    #expect(try Self.score(arguments) == before)
    #expect(try Self.score(arguments + ["--threads", "1"]) == before)
    let inspection = try AssayTool.run(["inspect", folder.file("m.assay")]).output
    for part in [
      "resnet18, 384 features", "rgb.safetensors, SHA-256 ", "point-mae, 108 features", "xyz.safetensors",
    ] {
      #expect(inspection.contains(part), "\(inspection)")
    }
    try Self.recalibrate(folder.file("m.assay"))
    #expect(try Self.score(arguments) == before)
    try expectChecked(folder.file("m.assay"))
  }

  /// Writing the bundle again changes nothing: the networks are stored as they are computed with.
  private static func recalibrate(_ model: String) throws {
    let branches = try InputFile.read(model + "/branches.safetensors", limit: 1 << 28)
    let outcome = try AssayTool.run([
      "calibrate", model, "--data", Product.samples, "--category", Product.category, "--false-alarm-rate",
      "0.5",
    ])
    guard outcome.status == 0 else { return }  // too few parts
    #expect(try InputFile.read(model + "/branches.safetensors", limit: 1 << 28) == branches)
  }

  private func expectChecked(_ model: String) throws {
    let path = model + "/branches.safetensors"
    var bytes = try InputFile.read(path, limit: 1 << 28)
    bytes[bytes.count / 2] ^= 1
    try AtomicFile.write(bytes, to: path)
    let outcome = try AssayTool.run(["inspect", model])
    #expect(outcome.status == 65 && outcome.errors.contains("branches.safetensors"))
  }

  private static func score(_ arguments: [String]) throws -> String {
    let outcome = try AssayTool.run(arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.replacing(/"seconds":[0-9.e-]+/, with: "")
  }

  @Test func featuresAreWrittenWithTheirNetworks() throws {
    let weights = try Self.files.get()
    let pair = try Product.pair("good")
    let folder = try TemporaryFolder()
    let outcome = try AssayTool.run([
      "features", "--appearance", weights.file("rgb.safetensors"), "--geometry",
      weights.file("xyz.safetensors"),
      "--rgb", pair.rgb, "--xyz", pair.xyz, "--out", folder.file("f.safetensors"),
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = try SafetensorsFile.read(folder.file("f.safetensors"))
    #expect(
      file.tensors["appearance"]?.shape == [784, 384] && file.tensors["geometry"]?.shape == [784, 108])
    #expect(file.metadata["appearance"] == "resnet18" && file.metadata["geometry"] == "point-mae")
  }

  @Test func wrongWeightsAreRefusedInASentence() throws {
    let weights = try Self.files.get()
    let rgb = weights.file("rgb.safetensors")
    let pair = try Product.pair("good")
    let cases: [(flag: String, path: String, status: Int32, words: String)] = [
      ("--geometry", rgb, 65, "give it with --appearance"),
      ("--appearance", weights.file("xyz.safetensors"), 65, "give it with --geometry"),
      ("--appearance", "/no/such.safetensors", 66, "/no/such.safetensors: no such file"),
      ("--appearance", pair.rgb, 65, "expected"), ("--geometry", pair.xyz, 65, "expected"),
      ("--appearance", "resnet", 64, "or the path of a .safetensors file"),
      ("--geometry", Product.samples, 65, "expected a regular file, found a folder"),
    ]
    for (flag, path, status, words) in cases {
      let outcome = try AssayTool.run([
        "features", flag, path, "--rgb", pair.rgb, "--xyz", pair.xyz, "--out", weights.file("never"),
      ])
      #expect(outcome.status == status, "\(path): \(outcome.errors)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(!FileManager.default.fileExists(atPath: weights.file("never")))
    }
  }

  @Test func damagedWeightsAreRefused() throws {
    let weights = try Self.files.get()
    let bytes = try InputFile.read(weights.file("xyz.safetensors"), limit: 1 << 20)
    let pair = try Product.pair("good")
    var random = RandomStream(seed: 4)
    for round in 0..<24 {
      var damaged = bytes
      if round % 2 == 0 {
        damaged.removeLast(1 + random.index(below: bytes.count - 1))
      } else {
        damaged[random.index(below: 4_000)] ^= UInt8(1 << random.index(below: 8))
      }
      try AtomicFile.write(damaged, to: weights.file("damaged.safetensors"))
      let outcome = try AssayTool.run([
        "features", "--geometry", weights.file("damaged.safetensors"), "--rgb", pair.rgb, "--xyz", pair.xyz,
        "--out", weights.file("out.safetensors"),
      ])
      #expect(
        [0, 65].contains(outcome.status) && (round % 2 == 1 || outcome.status == 65), "\(outcome.errors)")
      #expect(outcome.status == 0 || outcome.errors.contains("damaged.safetensors"))
    }
  }

  static let corpus = SharedData.path("corpora/bad-inputs/safetensors.tsv")

  /// Files that the format's own tests and attacks are made of hold no network, and are refused by name.
  @Test(.enabled(if: corpus != nil, "\(SharedData.absence)"))
  func theCorpusIsRefusedByTheTool() throws {
    let rows = try String(contentsOfFile: try #require(Self.corpus), encoding: .utf8)
      .split(whereSeparator: \.isNewline)
    let pair = try Product.pair("good")
    for row in rows.dropFirst() {
      let name = String(try #require(row.split(separator: "\t").first))
      let path = try #require(SharedData.path("corpora/bad-inputs/\(name)"))
      for flag in ["--appearance", "--geometry"] {
        let outcome = try AssayTool.run([
          "features", flag, path, "--rgb", pair.rgb, "--xyz", pair.xyz, "--out", "/dev/null/no",
        ])
        #expect(outcome.status == 65, "\(name): \(outcome.errors)")
        #expect(
          outcome.errors.hasPrefix("error: ") && outcome.errors.contains("expected"), "\(outcome.errors)")
      }
    }
  }
}
