import Files
import FineTuning
import Foundation
import TestSupport
import Testing

/// Two states of training are kept; a damaged one is never used.
@Suite struct CheckpointTests {
  private func checkpoints(_ small: SmallJob) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: small.file("checkpoints")).sorted()
  }

  @Test func theNewestTwoAreKept() throws {
    let small = try SmallJob()
    try small.run()
    #expect(try checkpoints(small) == ["step-000006.safetensors", "step-000008.safetensors"])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: small.file("latest"))
        == "checkpoints/step-000008.safetensors")
    #expect(try small.events("checkpoint").compactMap { $0["step"] as? Int } == [2, 4, 6, 8])
  }

  @Test func aDamagedStateIsPassedOver() throws {
    let small = try SmallJob()
    try small.run()
    let results = try small.results()
    let stopped = try SmallJob("stopped", in: small.root)
    #expect(throws: FineTuningError.self) { try stopped.run(stoppedAfter: 5) }
    #expect(try checkpoints(stopped) == ["step-000004.safetensors", "step-000005.safetensors"])
    try SmallJob.damage(stopped.file("checkpoints/step-000005.safetensors"))
    try stopped.run(resuming: true)
    #expect(try stopped.results() == results)
    let fallback = try #require(try stopped.events("fallback").first?["message"] as? String)
    #expect(fallback.contains("step-000005") && fallback.contains("checksum"))
    #expect(try stopped.events("step").compactMap { $0["step"] as? Int } == [1, 2, 3, 4, 5, 5, 6, 7, 8])
  }

  @Test func withoutAWholeStateTrainingBeginsAnew() throws {
    let small = try SmallJob()
    try small.run()
    let results = try small.results()
    let stopped = try SmallJob("stopped", in: small.root)
    #expect(throws: FineTuningError.self) { try stopped.run(stoppedAfter: 5) }
    try AtomicFile.write("", to: stopped.file("checkpoints/step-000004.safetensors"))
    try SmallJob.damage(stopped.file("checkpoints/step-000005.safetensors"))
    try stopped.run(resuming: true)
    #expect(try stopped.results() == results)
    #expect(try stopped.events("fallback").count == 2)
  }

  @Test func theStateOfAnotherJobIsPassedOver() throws {
    var other = try SmallJob("other")
    other.job.configuration.seed = 7
    #expect(throws: FineTuningError.self) { try other.run(stoppedAfter: 6) }
    let small = try SmallJob("small", in: other.root)
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 2) }
    try FileManager.default.copyItem(
      atPath: other.file("checkpoints/step-000006.safetensors"),
      toPath: small.file("checkpoints/step-000006.safetensors"))
    try small.run(resuming: true)
    let whole = try SmallJob("whole", in: other.root)
    try whole.run()
    #expect(try small.results() == whole.results())
    #expect((try small.events("fallback").first?["message"] as? String)?.contains("another job") == true)
  }
}
