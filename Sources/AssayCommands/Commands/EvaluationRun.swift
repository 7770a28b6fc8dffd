import Datasets
import Detection
import Evaluation
import Files
import Foundation
import Reporting
import Tensors

/// The evaluation of several categories into one run folder; `evaluate` and `demo` share it.
struct EvaluationRun {
  /// The rows of the results table.
  enum Row: String, CaseIterable {
    case adapted = "fused/adapted"
    case fused = "fused/frozen"
    case appearance = "appearance/frozen"
    case geometry = "geometry/frozen"
  }

  /// Where outputs go, and what is reported.
  struct Settings {
    /// The run folder.
    let out: String

    /// The folder of bundles.
    let models: String

    /// The folder of anomaly maps, if they are wanted.
    let maps: String?

    /// The folder of overlays, if they are wanted.
    let overlays: String?

    /// Whether the figures at 224 pixels and 100 thresholds are added.
    var includesLiteratureProtocol = false

    /// Whether test parts that cannot be read are left out instead of ending the run.
    var skipsBad = false
  }

  /// The data set.
  let dataset: Dataset

  /// The products to evaluate.
  let categories: [DatasetCategory]

  /// Where outputs go, and what is reported.
  let settings: Settings

  /// How to fit each category first; nil to read bundles.
  let fitting: Fitting?

  /// Where words go.
  let console: Console

  /// The threads to use.
  let pool: WorkerPool

  /// Evaluates every category and writes the run folder after each.
  func evaluate() throws -> EvaluationReport {
    let run = try RunFolder(settings.out)
    let lock = try FolderLock(settings.out)
    defer { withExtendedLifetime(lock) {} }
    try run.write(RunEnvironment(assay: AssayVersion.current, threads: pool.threadCount))
    try run.write(facts)
    if let fitting { try run.write(configuration: fitting.setup.configuration) }
    var records: [CategoryRecord] = []
    for category in categories {
      let record = try evaluate(category, in: run)
      try run.write(record)
      records.append(record)
      try run.write(EvaluationReport(of: records))
      try run.writeScores(of: records)
    }
    return EvaluationReport(of: records)
  }

  private func evaluate(_ category: DatasetCategory, in run: RunFolder) throws -> CategoryRecord {
    let test = category.samples(in: .test)
    guard !test.isEmpty else {
      throw CommandFailure(
        .badData,
        "\(category.name): expected parts in the test split, found none; put defective parts into a folder beside good/"
      )
    }
    var clock = StageClock()
    let bundle = try bundle(for: category)
    clock.finish(fitting == nil ? "load" : "fit")
    if fitting == nil { try run.write(configuration: bundle.detector.configuration) }
    var evaluation = CategoryEvaluation(
      rows: Row.allCases.filter { $0 != .adapted || bundle.detector.adapted != nil }.map(\.rawValue),
      options: EvaluationOptions(includesLiteratureProtocol: settings.includesLiteratureProtocol))
    let journal = try score(test, of: category, with: bundle.detector, into: &evaluation)
    clock.finish("score")
    var results = evaluation.results(on: pool)
    clock.finish("metrics")
    results.metrics.seconds = clock.seconds
    return journal.record(category.name, results: results, calibration: bundle.detector.calibration)
  }

  private func bundle(for category: DatasetCategory) throws -> ModelBundle {
    let path = "\(settings.models)/\(category.name).assay"
    guard let fitting else { return try ModelBundle(reading: path, on: pool) }
    return try fitting.fit(category, of: dataset, writingTo: path)
  }

  private func score(
    _ test: [DatasetSample], of category: DatasetCategory, with detector: Detector,
    into evaluation: inout CategoryEvaluation
  ) throws -> CategoryJournal {
    let outputs = TestOutputs(maps: settings.maps, overlays: settings.overlays)
    var journal = CategoryJournal()
    try pool.forEachInOrder(test.count) { [dataset, pool] index in
      Result { try TestResult(test[index], in: dataset, detector: detector, outputs: outputs, on: pool) }
    } consume: { index, result in
      console.progress("\(category.name): scoring test parts", done: index + 1, of: test.count)
      switch result {
      case .success(let result):
        try evaluation.add(result.evaluated, on: pool)
        journal.add(result, of: test[index])
      case .failure(let error) where settings.skipsBad && ExitStatus(describing: error) == .badData:
        journal.omissions.append("\(error)")
      case .failure(let error): throw error
      }
    }
    report(journal.omissions, of: category, total: test.count)
    return journal
  }

  private var facts: RunFacts {
    let published = PublishedDataset.of(dataset.layout)
    let known = Set(published?.categories.map(\.name) ?? [])
    return RunFacts(
      dataset: categories.allSatisfy { known.contains($0.name) } ? published?.name : nil,
      data: URL(fileURLWithPath: dataset.root).lastPathComponent, layout: dataset.layout.rawValue,
      categories: categories.map(\.name))
  }

  private func report(_ bad: [String], of category: DatasetCategory, total: Int) {
    guard !bad.isEmpty else { return }
    console.warning("\(category.name): \(bad.count) of \(total) test parts left out:")
    for message in bad { console.warning("  \(message)") }
  }
}
