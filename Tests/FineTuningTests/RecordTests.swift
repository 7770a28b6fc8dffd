import Files
import FineTuning
import Foundation
import TestSupport
import Testing

/// What a run folder says about its job.
@Suite struct RecordTests {
  @Test func everyEventIsJSONAndEveryStepIsThere() throws {
    let small = try SmallJob()
    try small.run()
    let steps = try small.events("step")
    #expect(steps.compactMap { $0["step"] as? Int } == Array(1...8))
    for step in steps {
      let terms = try #require(step["terms"] as? [String: Double])
      #expect(terms.keys.contains("patch_consistency") && terms.keys.contains("global_compactness"))
      #expect(step["learning_rate"] is Double && step["loss"] is Double && step["time"] is String)
      #expect((step["spread"] != nil) == ((step["step"] as? Int ?? 1) % 4 == 0))
    }
    let stages = try small.events("stage").compactMap { $0["stage"] as? String }
    #expect(
      stages == [
        "choosing the view", "caching features", "filling the memory bank", "training adaptors",
        "filling the shared space", "calibrating", "writing the bundle",
      ])
    for kind in ["start", "done"] { #expect(try small.events(kind).count == 1) }
    let record = try #require(try small.record())
    #expect(Set(record.seconds.keys) == Set(stages) && record.peakMemory > 1 << 20)
    #expect(record.outcome?.isEmpty == false && record.sessions.first?.ended != nil)
  }

  /// A killed process may leave half a line; the next one takes it away.
  @Test func halfALineIsTakenAway() throws {
    let small = try SmallJob()
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 3) }
    let log = small.file("events.jsonl")
    try AtomicFile.write(try InputFile.read(log, limit: 1 << 20) + Array("{\"event\":\"st".utf8), to: log)
    try small.run(resuming: true)
    #expect(try small.events("step").count == 8)
  }

  @Test func lossesHaveALineForEachStep() throws {
    let small = try SmallJob()
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 3) }
    try small.run(resuming: true)
    let table = String(decoding: try InputFile.read(small.file("losses.csv"), limit: 1 << 20), as: UTF8.self)
    let lines = table.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines[0].prefix(3) == ["step", "learning_rate", "loss"])
    #expect(lines.dropFirst().map { $0[0] } == (1...8).map { "\($0)" })
    #expect(lines.allSatisfy { $0.count == lines[0].count })
    let whole = try SmallJob("whole", in: small.root)
    try whole.run()
    #expect(try InputFile.read(whole.file("losses.csv"), limit: 1 << 20) == Array(table.utf8))
    let picture = String(
      decoding: try InputFile.read(small.file("losses.svg"), limit: 1 << 20), as: UTF8.self)
    #expect(picture.contains(">patch consistency") && picture.contains(">appearance effective rank"))
    // The spread is measured at two steps only: dots show them.
    #expect(picture.contains("<circle"))
  }

  /// Outside training all that is worth keeping is on disk, so the process may end at once; the record says so.
  @Test func aSignalOutsideTrainingEndsAtOnce() throws {
    let small = try SmallJob()
    let stop = StopRequest()
    let answers = Answers()
    let observer = JobObserver(progress: { stage, done, _ in
      if stage == "caching features", done == 4 { answers.append(stop.stop(by: .interrupt)) }
    })
    #expect(throws: FineTuningError.interrupted(by: .interrupt, step: 0, steps: 8)) {
      try small.run(stop: stop, observer: observer)
    }
    #expect(answers.values == [true])
    let record = try #require(try small.record())
    #expect(record.state == .interrupted && record.reason == "SIGINT" && record.stage == "caching features")
    #expect(try small.events("signal").count == 1 && small.events("done").isEmpty)
  }

  /// A signal that comes before the records are open leaves them as they are.
  @Test func aSignalBeforeTheRecordsAreOpenWritesNothing() throws {
    let small = try SmallJob()
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 3) }
    let before = try small.record()
    let stop = StopRequest()
    #expect(stop.stop(by: .terminate))
    #expect(throws: FineTuningError.interrupted(by: .terminate, step: 3, steps: 8)) {
      try small.run(resuming: true, stop: stop)
    }
    #expect(try small.record() == before)
  }

  /// Whatever a file in the folder is made to say, the job refuses it in a sentence or replaces it.
  @Test func aDamagedRecordIsRefused() throws {
    let small = try SmallJob()
    #expect(throws: FineTuningError.self) { try small.run(stoppedAfter: 3) }
    try AtomicFile.write("{\"format\":1}", to: small.file("job.json"))
    let damaged = #expect(throws: FineTuningError.self) { try small.run(resuming: true) }
    #expect(damaged?.description.contains("job.json") == true)
    try AtomicFile.write("{\"format\":2}", to: small.file("job.json"))
    let newer = #expect(throws: FineTuningError.self) { try small.run(resuming: true) }
    #expect(newer?.description.contains("update Assay") == true)
  }
}

/// What was answered, from any thread.
private final class Answers: @unchecked Sendable {
  private let lock = NSLock()
  private var content: [Bool] = []

  var values: [Bool] { lock.withLock { content } }

  func append(_ answer: Bool) { lock.withLock { content.append(answer) } }
}
