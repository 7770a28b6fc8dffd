import Detection
import Files
import FineTuning
import Foundation
import Tensors
import TestSupport
import Testing

/// What a job ends with, and how it goes on.
@Suite struct JobTests {
  @Test func aJobEndsWithTheBundleOfAFit() throws {
    let small = try SmallJob()
    let result = try small.run()
    #expect(result.model == small.file("plate.assay"))
    let pool = WorkerPool(threadCount: 1)
    let fitted = try Detector.fit(
      SmallJob.configuration, training: small.job.training.captures,
      validation: small.job.validation.captures, on: pool)
    let path = small.root.file("fitted.assay")
    try ModelBundle(detector: fitted, training: TrainingFacts(category: "plate", parts: 5)).write(to: path)
    #expect(fitted.adapted != nil)
    #expect(
      try InputFile.read(path + "/SHA256SUMS", limit: 1 << 20)
        == InputFile.read(small.file("plate.assay/SHA256SUMS"), limit: 1 << 20))
  }

  @Test(arguments: [(1, 1, 3), (3, 3, 1), (4, 2, 2), (8, 1, 2)])
  func aJobThatWasStoppedGoesOnToTheSameBytes(step: Int, firstThreads: Int, thenThreads: Int) throws {
    let whole = try SmallJob("whole")
    try whole.run()
    let stopped = try SmallJob("stopped", in: whole.root)
    #expect(throws: FineTuningError.interrupted(by: .terminate, step: step, steps: 8)) {
      try stopped.run(stoppedAfter: step, threads: firstThreads)
    }
    let record = try #require(try stopped.record())
    #expect(record.state == .interrupted && record.reason == "SIGTERM" && record.step == step)
    try stopped.run(resuming: true, threads: thenThreads)
    #expect(try stopped.results() == whole.results())
    #expect(try stopped.record()?.sessions.count == 2)
    #expect(try stopped.events("resume").count == 1 && stopped.events("signal").count == 1)
  }

  @Test func aFinishedJobIsNotDoneAgain() throws {
    let small = try SmallJob()
    try small.run()
    let before = try small.record()
    #expect(try small.run(resuming: true).bundle == nil)
    #expect(try small.record() == before && before?.state == .done)
    #expect(throws: FineTuningError.occupied(folder: small.job.folder.path, state: .done, step: 8, steps: 8))
    {
      try small.run()
    }
  }

  @Test func anUnfinishedJobMustBeResumed() throws {
    let small = try SmallJob()
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 3) }
    let error = #expect(throws: FineTuningError.self) { try small.run() }
    #expect(error?.description.contains("interrupted after step 3 of 8") == true)
    #expect(error?.description.contains("--resume") == true)
  }

  @Test func otherSettingsAreRefusedByName() throws {
    var small = try SmallJob()
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 3) }
    let before = try InputFile.read(small.file("job.json"), limit: 1 << 20)
    small.job.configuration.adaptation?.learningRate = 0.5
    small.job.rate = .exactly(0.3)
    let error = #expect(throws: FineTuningError.self) { try small.run(resuming: true) }
    let words = error?.description ?? ""
    #expect(
      words.contains("configuration.adaptation.learning_rate was ") && words.contains("is now 0.5"),
      "\(words)")
    #expect(words.contains("false_alarm_rate") && words.contains("--out"), "\(words)")
    #expect(try InputFile.read(small.file("job.json"), limit: 1 << 20) == before)
  }

  @Test func anotherPartIsRefusedByName() throws {
    let small = try SmallJob()
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 3) }
    try AtomicFile.write("something else", to: small.root.file("train-2"))
    let error = #expect(throws: FineTuningError.self) { try small.run(resuming: true) }
    #expect(error?.description.contains("part train/2 has changed") == true, "\(String(describing: error))")
  }

  @Test func aBusyFolderIsRefused() throws {
    let small = try SmallJob()
    try FileManager.default.createDirectory(atPath: small.job.folder.path, withIntermediateDirectories: true)
    let lock = try FolderLock(small.job.folder.path)
    #expect(throws: FileError.busy(path: small.job.folder.path)) { try small.run() }
    withExtendedLifetime(lock) {}
  }

  @Test func aJobThatFailsSaysWhy() throws {
    var small = try SmallJob()
    struct Broken: Error, CustomStringConvertible { let description = "part 6 cannot be read" }
    let captures = small.job.validation.captures
    small.job.validation = GoodParts(
      names: small.job.validation.names, files: small.job.validation.files,
      captures: CaptureSource(count: 3) { index in
        if index == 1 { throw Broken() }
        return try captures.load(index)
      })
    #expect(throws: Broken.self) { try small.run() }
    let record = try #require(try small.record())
    #expect(record.state == .failed && record.reason == "part 6 cannot be read")
    #expect(try small.events("error").first?["message"] as? String == "part 6 cannot be read")
    let repaired = try SmallJob(in: small.root)
    try repaired.run(resuming: true)
    #expect(try repaired.record()?.state == .done && repaired.record()?.reason == nil)
  }

  @Test func withoutValidationPartsThereIsNoJob() throws {
    var small = try SmallJob()
    small.job.validation = GoodParts(names: [], files: [], captures: .empty)
    #expect(throws: FineTuningError.noValidation(category: "plate")) { try small.run() }
  }
}
