import Files
import FineTuning
import Foundation
import TestSupport
import Testing

/// Features are made once, and used only where they would be made the same.
@Suite struct FeatureCacheTests {
  @Test func aSecondJobFindsAllFeatures() throws {
    let first = try SmallJob("first")
    try first.run()
    var second = try SmallJob("second", in: first.root)
    second.job.cache = first.file("features")
    second.job.configuration.adaptation?.learningRate = 0.002
    try second.run()
    let event = try #require(try second.events("features").first)
    #expect(event["cached"] as? Int == 8 && event["made"] as? Int == 0)
    #expect(try first.events("features").first?["made"] as? Int == 8)
  }

  @Test func cachedFeaturesGiveTheSameBytes() throws {
    let first = try SmallJob("first")
    try first.run()
    var second = try SmallJob("second", in: first.root)
    second.job.cache = first.file("features")
    try second.run()
    #expect(try first.results() == second.results())
  }

  @Test func featuresOfOtherSettingsAreRefusedByName() throws {
    let first = try SmallJob("first")
    try first.run()
    var second = try SmallJob("second", in: first.root)
    second.job.cache = first.file("features")
    second.job.configuration.preprocessing.marginPatches = 1
    let error = #expect(throws: FineTuningError.self) { try second.run() }
    let words = error?.description ?? ""
    #expect(words.contains("preprocessing.margin_patches was 0 and is now 1"), "\(words)")
    #expect(words.contains("--cache") && words.contains(first.file("features")), "\(words)")
    #expect(try second.record()?.state == .failed)
  }

  @Test func featuresOfOtherPartsAreRefusedByName() throws {
    let first = try SmallJob("first")
    try first.run()
    try AtomicFile.write("something else", to: first.root.file("validation-6"))
    var second = try SmallJob("second", in: first.root)
    second.job.cache = first.file("features")
    let error = #expect(throws: FineTuningError.self) { try second.run() }
    #expect(error?.description.contains("part validation/6 has changed") == true)
  }

  @Test(arguments: ["train-0002.safetensors", "validation-0001.safetensors"])
  func damagedFilesAreMadeAgain(name: String) throws {
    let small = try SmallJob()
    try small.run()
    let results = try small.results()
    try SmallJob.damage(small.file("features/\(name)"))
    var again = try SmallJob("again", in: small.root)
    again.job.cache = small.file("features")
    try again.run()
    #expect(try again.results() == results)
    #expect(try again.events("fallback").count == 1)
  }

  /// The view stands in the index: another one would change every feature.
  @Test func aDamagedIndexIsMadeAgain() throws {
    let small = try SmallJob()
    try small.run()
    let index = small.file("features/index.json")
    let text = String(decoding: try InputFile.read(index, limit: 1 << 20), as: UTF8.self)
    let changed = text.replacing(/"view_share" : [0-9.]+/, with: "\"view_share\" : 0.5")
    #expect(changed != text)
    try AtomicFile.write(changed, to: index)
    var again = try SmallJob("again", in: small.root)
    again.job.cache = small.file("features")
    try again.run()
    #expect(try again.results() == small.results())
    #expect(try InputFile.read(index, limit: 1 << 20) == Array(text.utf8))
  }

  /// A file that is whole, but of another part, is no file of this part.
  @Test func filesThatWereMixedUpAreMadeAgain() throws {
    let small = try SmallJob()
    try small.run()
    let results = try small.results()
    let bytes = try InputFile.read(small.file("features/train-0001.safetensors"), limit: 1 << 26)
    try AtomicFile.write(bytes, to: small.file("features/train-0003.safetensors"))
    var again = try SmallJob("again", in: small.root)
    again.job.cache = small.file("features")
    try again.run()
    #expect(try again.results() == results)
    #expect((try again.events("fallback").first?["message"] as? String)?.contains("train-0003") == true)
  }
}
