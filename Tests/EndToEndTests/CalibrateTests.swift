import Files
import Foundation
import TestSupport
import Testing

@Suite struct CalibrateTests {
  /// The samples have a few validation parts: a rate that they support is kept, another one refused with the number that it needs.
  @Test func aRateIsKeptOrRefused() throws {
    let folder = try TemporaryFolder()
    let model = folder.file("copy.assay")
    try FileManager.default.copyItem(atPath: try Product.model(), toPath: model)
    let before = try InputFile.read(model + "/calibration.json", limit: 1 << 20)
    let arguments = ["calibrate", model, "--data", Product.samples, "--false-alarm-rate"]
    let refused = try AssayTool.run(arguments + ["0.01"])
    #expect(
      refused.status == 65 && refused.errors.contains("needs at least 99 good parts"), "\(refused.errors)")
    #expect(try InputFile.read(model + "/calibration.json", limit: 1 << 20) == before)
    let kept = try AssayTool.run(arguments + ["0.5", "--format", "json"])
    #expect(kept.status == 0, "\(kept.errors)")
    let line = try #require(JSONSerialization.jsonObject(with: Data(kept.output.utf8)) as? [String: Any])
    #expect(line["false_alarm_rate"] as? Double == 0.5 && line["source"] as? String == "validation")
    let interval = try #require(line["realised_rate"] as? [String: Double])
    #expect(try #require(interval["low"]) < 0.5 && #require(interval["high"]) > 0.5)
    let threshold = try #require(line["threshold"] as? Double)
    let read = try AssayTool.run(arguments + ["0.5"])
    #expect(read.status == 0 && read.errors.isEmpty, "\(read.errors)")
    #expect(read.output.contains("\nthreshold           \(Float(threshold)), warn above "))
    #expect(read.output.contains("\n  before            \(Float(threshold)), warn above "))
    #expect(read.output.contains("at most 0.5 ") && read.output.contains("with a confidence of 95 %"))
    #expect(try AssayTool.run(["inspect", model]).output.contains("\n  this threshold    between "))
  }

  /// Without a validation split, calibrating anew compares training parts as fitting did: the same bundle comes out.
  @Test func withoutValidationPartsTrainingPartsAreCompared() throws {
    let folder = try TemporaryFolder()
    let data = folder.file("data")
    let product = "\(data)/\(Product.category)"
    try FileManager.default.createDirectory(atPath: product, withIntermediateDirectories: true)
    for split in ["train", "test"] {
      try FileManager.default.copyItem(
        atPath: "\(Product.samples)/\(Product.category)/\(split)", toPath: "\(product)/\(split)")
    }
    let model = folder.file("model.assay")
    let fitted = try AssayTool.run(["fit", "--data", data, "--model", model, "--layout", "mvtec3d"])
    #expect(fitted.status == 0 && fitted.errors.contains("cross-fit"), "\(fitted.errors)")
    let before = try InputFile.read(model + "/SHA256SUMS", limit: 1 << 20)
    let arguments = ["calibrate", model, "--data", data, "--layout", "mvtec3d", "--format", "json"]
    let outcome = try AssayTool.run(arguments)
    #expect(outcome.status == 0 && outcome.output.contains("\"source\":\"cross-fit\""), "\(outcome.errors)")
    #expect(try InputFile.read(model + "/SHA256SUMS", limit: 1 << 20) == before)
    // Parts that were not learned from are told apart from those that were.
    let train = "\(product)/train/good"
    for kind in ["rgb", "xyz"] {
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(train)/\(kind)").sorted()
      let paths = try #require(names.first.flatMap { first in names.last.map { (first, $0) } })
      try FileManager.default.moveItem(atPath: "\(train)/\(kind)/\(paths.0)", toPath: folder.file(kind))
      try FileManager.default.moveItem(
        atPath: "\(train)/\(kind)/\(paths.1)", toPath: "\(train)/\(kind)/\(paths.0)")
      try FileManager.default.moveItem(atPath: folder.file(kind), toPath: "\(train)/\(kind)/\(paths.1)")
    }
    let swapped = try AssayTool.run(arguments)
    #expect(swapped.status == 65 && swapped.errors.contains("found other files"), "\(swapped.errors)")
  }
}
