import Files
import Foundation
import TestSupport
import Testing

/// Fine-tuning jobs as a user runs, stops and resumes them.
@Suite struct AdaptTests {
  private static let small = [
    "--data", Product.samples, "--steps", "8", "--batch-size", "2", "--shared-features", "16",
    "--patch-memory", "60",
    "--input-size", "64",
  ]

  private func arguments(_ run: String, _ more: [String] = []) -> [String] {
    ["adapt", "--category", Product.category, "--out", run, "--checkpoint-every", "2"] + Self.small + more
  }

  private func results(_ run: String) throws -> [[UInt8]] {
    try ["\(Product.category).assay/SHA256SUMS", "adaptors.safetensors", "losses.csv"].map {
      try InputFile.read("\(run)/\($0)", limit: 1 << 26)
    }
  }

  /// Runs the tool and sends a signal as soon as some text is appended to the log of its job.
  private func stop(
    _ arguments: [String], by signal: Int32, when text: String, in run: String
  ) throws -> Int32 {
    let before = (try? InputFile.read("\(run)/events.jsonl", limit: 1 << 24))?.count ?? 0
    let process = Process()
    process.executableURL = URL(fileURLWithPath: AssayTool.path)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while process.isRunning {
      let log = (try? InputFile.read("\(run)/events.jsonl", limit: 1 << 24)) ?? []
      if String(decoding: log.dropFirst(before), as: UTF8.self).contains(text) { break }
      usleep(500)
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
  }

  @Test func aJobEndsWithTheBundleThatFitWrites() throws {
    let folder = try TemporaryFolder()
    let job = try AssayTool.run(arguments(folder.file("run")))
    #expect(job.status == 0, "\(job.errors)")
    #expect(job.output == folder.file("run/\(Product.category).assay\n"))
    let fitted = try AssayTool.run(["fit", "--adapt", "--model", folder.file("fit.assay")] + Self.small)
    #expect(fitted.status == 0, "\(fitted.errors)")
    #expect(
      try InputFile.read(folder.file("fit.assay/SHA256SUMS"), limit: 1 << 20)
        == results(folder.file("run"))[0])
  }

  /// One kill in each stage, each signal among them, then on to the end; the bytes are those of an uninterrupted run.
  @Test func aKilledJobEndsWithTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let (whole, killed) = (folder.file("whole"), folder.file("killed"))
    #expect(try AssayTool.run(arguments(whole)).status == 0)
    let resume = arguments(killed, ["--resume", "--threads", "1"])
    for (signal, text, status) in [
      (SIGINT, "\"event\":\"start\"", 130), (SIGKILL, "caching features", 137),
      (SIGTERM, "filling the memory bank", 143), (SIGINT, "\"step\":3", 130), (SIGKILL, "\"step\":5", 137),
      (SIGTERM, "filling the shared space", 143), (SIGKILL, "calibrating", 137),
      (SIGKILL, "writing the bundle", 137),
    ] {
      let ended = try stop(resume, by: signal, when: text, in: killed)
      // A small job may be faster than the signal.
      #expect(ended == Int32(status) || ended == 0, "\(text): \(ended)")
    }
    let last = try AssayTool.run(resume)
    #expect(last.status == 0, "\(last.errors)")
    #expect(try results(killed) == results(whole))
    let names = try FileManager.default.contentsOfDirectory(atPath: killed)
    #expect(!names.contains { $0.hasPrefix(AtomicFile.temporaryPrefix) }, "\(names)")
  }

  @Test func aFinishedJobSaysSo() throws {
    let folder = try TemporaryFolder()
    #expect(try AssayTool.run(arguments(folder.file("run"))).status == 0)
    let again = try AssayTool.run(arguments(folder.file("run"), ["--resume"]))
    #expect(again.status == 0 && again.errors.contains("finished already"), "\(again.errors)")
    let anew = try AssayTool.run(arguments(folder.file("run")))
    #expect(anew.status == 73 && anew.errors.contains("--out"), "\(anew.errors)")
  }

  @Test func aBusyRunFolderExitsWith75() throws {
    let folder = try TemporaryFolder()
    let run = folder.file("run")
    try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
    let lock = try FolderLock(run)
    let outcome = try AssayTool.run(arguments(run))
    #expect(outcome.status == 75 && outcome.errors.contains(run), "\(outcome.errors)")
    withExtendedLifetime(lock) {}
  }

  @Test func jobFilesRunAndRunAgain() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(
      """
      data: "\(Product.samples)"
      category: "\(Product.category)"
      steps: 4
      batch-size: 2
      shared-features: 16
      input-size: 64
      """, to: folder.file("job.yaml"))
    let first = try AssayTool.run(["adapt", folder.file("job.yaml"), "--out", folder.file("first")])
    #expect(first.status == 0, "\(first.errors)")
    let again = try AssayTool.run(["adapt", folder.file("first/job.yaml"), "--out", folder.file("again")])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try results(folder.file("again")) == results(folder.file("first")))
    let resumed = try AssayTool.run(["adapt", folder.file("first/job.yaml"), "--resume"])
    #expect(resumed.status == 0 && resumed.errors.contains("finished already"), "\(resumed.errors)")
  }

  /// An option that `job.yaml` left out would be another one when the job runs again.
  @Test func resolvedSettingsHoldEveryOption() throws {
    let folder = try TemporaryFolder()
    #expect(try AssayTool.run(arguments(folder.file("run"), ["--false-alarm-rate", "0.4"])).status == 0)
    let text = String(
      decoding: try InputFile.read(folder.file("run/job.yaml"), limit: 1 << 20), as: UTF8.self)
    let keys = Set(text.matches(of: /(?m)^([a-z-]+):/).map { String($0.output.1) })
    let help = try AssayTool.run(["help", "adapt"]).output
    let options = Set(help.matches(of: /(?m)^  (?:-[a-z], )?--([a-z-]+)/).map { String($0.output.1) })
    let others: Set = [
      "adapt", "cache", "category-index", "config", "help", "quiet", "resume", "threads", "version",
    ]
    #expect(options.subtracting(others).subtracting(keys).isEmpty)
    #expect(keys.isSubset(of: options), "\(keys.subtracting(options))")
  }

  @Test func unknownKeysAreRefusedWithTheNearestOne() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(
      "data: \"\(Product.samples)\"\nlerning-rate: 0.1\n", to: folder.file("job.yaml"))
    let outcome = try AssayTool.run(["adapt", folder.file("job.yaml"), "--out", folder.file("run")])
    #expect(outcome.status == 64)
    #expect(
      outcome.errors.contains(
        "job.yaml, line 2: there is no option `lerning-rate`; did you mean `learning-rate`?"),
      "\(outcome.errors)")
  }

  @Test func categoriesAreChosenByTheirPlace() throws {
    let folder = try TemporaryFolder()
    let index = ["adapt", "--out", folder.file("runs")] + Self.small
    let outside = try AssayTool.run(index + ["--category-index", "7"])
    #expect(outside.status == 64 && outside.errors.contains("0 \(Product.category)"), "\(outside.errors)")
    let inside = try AssayTool.run(index + ["--category-index", "0"])
    #expect(inside.status == 0, "\(inside.errors)")
    #expect(inside.output == folder.file("runs/\(Product.category)/\(Product.category).assay\n"))
  }
}
