import Adaptation
import Detection
import Files
import Foundation
import Synchronization
import TensorFiles
import Tensors

/// The work of one process on a job: from features to the bundle.
struct JobWork {
  let job: FineTuningJob
  let journal: JobJournal
  let stop: StopRequest
  let observer: JobObserver
  let pool: WorkerPool

  /// Does what is left to do.
  ///
  /// - Returns: The bundle, which is written.
  /// - Throws: What reading parts, fitting and writing throws.
  func bundle() throws -> ModelBundle {
    if !FileManager.default.fileExists(atPath: job.folder.path(of: .settings)) {
      try AtomicFile.write(job.settings, to: job.folder.path(of: .settings))
    }
    try AtomicFile.write(JobGuide(job).text, to: job.folder.path(of: .guide))
    let identity = journal.record.identity
    let cache = try FeatureCache(job.cache ?? job.folder.path(of: .features), for: identity.features)
    try journal.enter(JobStage.view)
    let configuration = try cache.fitted(job.configuration) {
      try job.configuration.showing(job.training.captures, on: pool)
    }
    let extractor = FeatureExtractor(configuration, networks: job.networks)
    let training = try CachedFeatures("train", job.training, in: cache, by: extractor, on: pool)
    let validation = try CachedFeatures("validation", job.validation, in: cache, by: extractor, on: pool)
    try fill([training, validation])
    let detector = try Detector.fit(
      configuration, extractor: extractor, training: source(training), validation: source(validation),
      rate: job.rate, adaptorTraining: try adaptorTraining(identity), on: pool, progress: fitProgress)
    return try write(detector)
  }

  private func fill(_ splits: [CachedFeatures]) throws {
    try journal.enter(JobStage.features)
    let total = splits.reduce(0) { $0 + $1.count }
    var (before, made) = (0, 0)
    for split in splits {
      try split.fill { done, isMade in
        made += isMade ? 1 : 0
        observer.progress(JobStage.features, before + done, total)
      }
      before += split.count
    }
    var event = JobEvent(.features)
    (event.made, event.cached) = (made, total - made)
    try journal.note(event)
    try journal.enter(JobStage.bank)
  }

  private func source(_ features: CachedFeatures) -> FeatureSource {
    features.source { [observer, journal] problem in
      observer.warning(problem)
      try? journal.note(JobEvent(.fallback, message: problem))
    }
  }

  private func adaptorTraining(_ identity: JobIdentity) throws -> AdaptorTraining {
    let store = CheckpointStore(
      in: job.folder, job: FileDigest.sha256(of: try JobJSON.encoder.encode(identity)))
    return CheckpointedTraining(
      store: store, interval: job.checkpointInterval, journal: journal, stop: stop, observer: observer,
      folder: job.folder
    ).training
  }

  /// Notes the stages that fitting goes through.
  private var fitProgress: FitProgress {
    FitProgress { [observer, journal] stage, done, total in
      guard let stage = JobStage.of(stage) else { return }
      try? journal.enter(stage)
      observer.progress(stage, done, total)
    }
  }

  private func write(_ detector: Detector) throws -> ModelBundle {
    try journal.enter(JobStage.writing)
    let bundle = ModelBundle(
      detector: detector,
      training: TrainingFacts(category: job.category, parts: job.training.names.count))
    if let adaptors = detector.adapted?.adaptors {
      let file = SafetensorsFile(tensors: adaptors.tensors, metadata: ["category": job.category])
      try file.write(to: job.folder.path(of: .adaptors))
    }
    try bundle.write(to: job.folder.bundle(of: job.category))
    return bundle
  }
}
