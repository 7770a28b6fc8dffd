import Datasets
import Detection
import Evaluation
import Files
import Foundation
import Reporting
import Tensors

/// The evaluation of several categories into one run folder; `evaluate` and `demo` share it.
///
/// Each finished category is kept with what it depends on. The same run begun again takes it from there.
struct EvaluationRun {
  /// The data set.
  let dataset: Dataset

  /// The products to evaluate.
  let categories: [DatasetCategory]

  /// Where outputs go, and what is reported.
  let settings: EvaluationSettings

  /// Which rows are compared.
  var plan = EvaluationPlan()

  /// How to fit each category first; nil to read bundles.
  let fitting: Fitting?

  /// Where words go.
  let console: Console

  /// The threads to use.
  let pool: WorkerPool

  /// Evaluates every category that is not finished and writes the run folder after each.
  ///
  /// - Returns: The results of all categories of the folder.
  func evaluate() throws -> [CategoryRecord] {
    let run = try RunFolder(settings.out)
    let lock = try FolderLock(settings.out)
    defer { withExtendedLifetime(lock) {} }
    let basis = EvaluationBasis(settings: try describedSettings)
    var records = try finishedRecords(in: run, basis)
    let left = categories.filter { category in !records.contains { $0.name == category.name } }
    nameContinuation(run)
    try begin(run, with: records, left)
    for category in left {
      let record = try evaluate(category, in: run, basis)
      try run.write(record)
      records = (records + [record]).sorted { $0.name < $1.name }
      try run.write(records, facts(of: records))
    }
    return records
  }

  private func begin(_ run: RunFolder, with records: [CategoryRecord], _ left: [DatasetCategory]) throws {
    try run.write(RunEnvironment(assay: AssayVersion.current, threads: pool.threadCount))
    if let fitting { try run.write(configuration: fitting.setup.configuration) }
    if !records.isEmpty {
      console.note(
        "\(DisplayPath(settings.out)): \(categories.count - left.count) of \(categories.count) categories are finished"
      )
      try run.write(records, facts(of: records))
    }
    try fitting?.announceTrainings(plan, categories: left)
  }

  private func evaluate(
    _ category: DatasetCategory, in run: RunFolder, _ basis: EvaluationBasis
  ) throws -> CategoryRecord {
    let test = category.samples(in: .test)
    guard !test.isEmpty else {
      throw CommandFailure(
        .badData,
        "\(category.name): expected parts in the test split, found none; put defective parts into a folder beside good/"
      )
    }
    var clock = StageClock()
    let dependencies = try basis.basis(of: category, bundle: bundleToRead(of: category), on: pool)
    clock.finish("check")
    let families = try families(for: category)
    clock.finish(fitting == nil ? "load" : "fit")
    let main = families[0].main
    if fitting == nil { try run.write(configuration: main.configuration) }
    var evaluation = CategoryEvaluation(
      rows: plan.rows(of: families), seeds: plan.seeds,
      options: EvaluationOptions(
        includesLiteratureProtocol: settings.includesLiteratureProtocol, seed: main.configuration.seed))
    let journal = try score(test, of: category, with: families, into: &evaluation)
    clock.finish("score")
    var results = evaluation.results(on: pool)
    clock.finish("metrics")
    results.metrics.seconds = clock.seconds
    results.metrics.samples.leftOut = journal.omissions
    var record = journal.record(category.name, results: results, calibration: main.calibration)
    record.basis = dependencies
    return record
  }

  private func families(for category: DatasetCategory) throws -> [DetectorFamily] {
    guard let fitting else {
      let detector = try ModelBundle(reading: bundlePath(of: category), on: pool).detector
      try category.warnOfMasks(besides: detector.configuration.preprocessing.inspected, console: console)
      return [DetectorFamily(main: detector)]
    }
    return try fitting.fitFamilies(category, of: dataset, plan: plan, writingTo: bundlePath(of: category))
  }

  private func bundlePath(of category: DatasetCategory) -> String {
    "\(settings.models)/\(category.name).assay"
  }

  private func bundleToRead(of category: DatasetCategory) -> String? {
    fitting == nil ? bundlePath(of: category) : nil
  }

  private func score(
    _ test: [DatasetSample], of category: DatasetCategory, with families: [DetectorFamily],
    into evaluation: inout CategoryEvaluation
  ) throws -> CategoryJournal {
    let outputs = TestOutputs(
      maps: settings.maps, overlays: settings.overlays, rowMaps: settings.rowMaps)
    var journal = CategoryJournal()
    try pool.forEachInOrder(test.count) { [dataset, plan, pool] index in
      Result {
        try TestResult(
          test[index], in: dataset, families: families, plan: plan, outputs: outputs, on: pool)
      }
    } consume: { index, result in
      console.progress("\(category.name): scoring test parts", done: index + 1, of: test.count)
      switch result {
      case .success(let result):
        try evaluation.add(result.evaluated, on: pool)
        journal.add(result, of: test[index])
      case .failure(let error) where settings.skipsBad && ExitStatus(describing: error) == .badData:
        journal.omissions[test[index].name] = "\(error)"
      case .failure(let error): throw error
      }
    }
    report(journal.omissions, of: category, total: test.count)
    return journal
  }

  private func report(_ bad: [String: String], of category: DatasetCategory, total: Int) {
    guard !bad.isEmpty else { return }
    console.warning("\(category.name): \(bad.count) of \(total) test parts left out:")
    for (_, message) in bad.sorted(by: { $0.key < $1.key }) { console.warning("  \(message)") }
  }
}
