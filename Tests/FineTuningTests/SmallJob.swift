import Adaptation
import Detection
import Files
import FineTuning
import Foundation
import PointClouds
import Tensors
import TestSupport

/// A job on rendered plates that takes a moment.
struct SmallJob {
  /// Holds the files of the parts and the run folders.
  let root: TemporaryFolder

  /// What is asked for.
  var job: FineTuningJob

  /// A job in a run folder of some name.
  init(_ run: String = "run", in root: TemporaryFolder? = nil) throws {
    let root = try root ?? TemporaryFolder()
    self.root = root
    job = FineTuningJob(
      category: "plate", configuration: Self.configuration,
      training: try Self.parts("train", 0..<5, in: root),
      validation: try Self.parts("validation", 5..<8, in: root), folder: JobFolder(root.file(run)),
      machine: JobMachine(
        host: "here", processor: "any", instructions: "portable", blas: "any", system: "any", cores: 1,
        threads: 2,
        memory: 1))
    job.settings = "category: plate\n"
    job.checkpointInterval = 2
  }

  /// Works on the job until it ends.
  @discardableResult
  func run(
    resuming: Bool = false, stop: StopRequest = StopRequest(), threads: Int = 2,
    observer: JobObserver = JobObserver()
  ) throws -> FineTuningJob.Result {
    try job.run(resuming: resuming, stop: stop, observer: observer, on: WorkerPool(threadCount: threads))
  }

  /// Works on the job until a signal comes after a step.
  func run(stoppedAfter step: Int, resuming: Bool = false, threads: Int = 2) throws {
    let stop = StopRequest()
    let observer = JobObserver(progress: { stage, done, _ in
      if stage == "training adaptors", done == step { _ = stop.stop(by: .terminate) }
    })
    try run(resuming: resuming, stop: stop, threads: threads, observer: observer)
  }

  /// The path of something in the run folder.
  func file(_ name: String) -> String { job.folder.path + "/" + name }

  /// What `job.json` says.
  func record() throws -> JobRecord? { try JobRecord.read(in: job.folder) }

  /// The events of a kind.
  func events(_ kind: String) throws -> [[String: Any]] {
    let text = String(decoding: try InputFile.read(file("events.jsonl"), limit: 1 << 24), as: UTF8.self)
    return try text.split(separator: "\n").compactMap { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }.filter { $0["event"] as? String == kind }
  }

  /// All that the job ends with, as checksums.
  func results() throws -> [String] {
    try ["plate.assay/SHA256SUMS", "adaptors.safetensors"].map { try FileDigest.sha256(ofFileAt: file($0)) }
  }

  /// Changes a byte in the middle of a file.
  static func damage(_ path: String) throws {
    var bytes = try InputFile.read(path, limit: 1 << 28)
    bytes[bytes.count / 2] ^= 1
    try AtomicFile.write(bytes, to: path)
  }

  /// Settings under which training takes eight steps.
  static var configuration: DetectorConfiguration {
    var configuration = DetectorConfiguration()
    configuration.preprocessing.inputSide = 64
    configuration.preprocessing.background = .keep
    var options = AdaptationOptions()
    options.stepCount = 8
    options.batchSize = 2
    options.adaptors.sharedFeatures = 24
    options.compactness.patchMemory = 60
    options.collapse.interval = 4
    configuration.adaptation = options
    return configuration
  }

  private static func parts(_ split: String, _ indices: Range<Int>, in root: TemporaryFolder) throws
    -> GoodParts
  {
    let names = indices.map { "\(split)/\($0)" }
    let files = indices.map { root.file("\(split)-\($0)") }
    for (name, file) in zip(names, files) where !FileManager.default.fileExists(atPath: file) {
      try AtomicFile.write(name, to: file)
    }
    let captures = try indices.map(capture)
    return GoodParts(names: names, files: files.map { [$0] }, captures: CaptureSource(captures))
  }

  /// A wavy plate whose brightness follows its height.
  private static func capture(_ index: Int) throws -> Capture {
    let (image, xyz) = WavyPlate.pixels(index)
    return try Capture(id: "\(index)", image: image, cloud: OrganizedCloud(xyz: xyz))
  }
}
