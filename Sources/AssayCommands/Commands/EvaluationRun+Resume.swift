import Datasets
import Detection
import Files
import Foundation
import Reporting

extension EvaluationRun {
  /// The finished categories of the folder, those asked for and others; none after `--restart`.
  ///
  /// - Throws: `CommandFailure` when one of them rests on other settings, another bundle or other files.
  func finishedRecords(in run: RunFolder, _ basis: EvaluationBasis) throws -> [CategoryRecord] {
    AtomicFile.sweep(run.path)
    AtomicFile.sweep(run.categoriesPath)
    if settings.restarts { try run.removeRecords() }
    guard run.hasRecords else { return [] }
    let records = try run.records()
    for record in records {
      let differences = try differences(of: record, basis)
      guard !differences.isEmpty else { continue }
      throw CommandFailure(.badData, refusal(of: record, differences))
    }
    return records
  }

  private func differences(of record: CategoryRecord, _ basis: EvaluationBasis) throws -> [String] {
    guard !record.basis.isEmpty else { return ["an earlier version did not note what it rests on"] }
    guard let category = categories.first(where: { $0.name == record.name }) else {
      return basis.differences(inSettingsOf: record.basis)
    }
    let bundle = fitting == nil ? "\(settings.models)/\(category.name).assay" : nil
    return try basis.differences(from: record.basis, of: category, bundle: bundle, on: pool)
  }

  private func refusal(of record: CategoryRecord, _ differences: [String]) -> String {
    let shown = differences.prefix(3).joined(separator: "; ")
    let rest = differences.count > 3 ? "; and \(differences.count - 3) more" : ""
    return
      "\(DisplayPath(settings.out)): \(DisplayPath(record.name)) was evaluated differently: \(shown)\(rest);"
      + " evaluate anew with --restart, or choose another folder with --out"
  }

  /// What a category's figures depend on beside its bundle and its files, by name.
  var describedSettings: [String: String] {
    get throws {
      var described = [
        "assay": AssayVersion.current,
        "ablation": "\(plan.isAblation)",
        "fit": "\(fitting != nil)",
        "maps": settings.maps ?? "none",
        "overlays": settings.overlays ?? "none",
        "protocol": settings.includesLiteratureProtocol ? "literature" : "exact",
        "row-maps": settings.rowMaps ?? "none",
        "seeds": plan.seeds.map { "\($0)" }.joined(separator: ", "),
        "skip-bad": "\(settings.skipsBad)",
        "unit": dataset.options.unit.rawValue,
      ]
      guard let fitting else { return described }
      described["false-alarm-rate"] = "\(fitting.rate)"
      described["max-samples"] = fitting.sampleLimit.map { "\($0)" } ?? "all"
      for setting in try Setting.all(of: fitting.setup.configuration) {
        described["configuration.\(setting.name)"] = setting.value
      }
      return described
    }
  }

  /// What the run was made on, with the categories that are finished.
  func facts(of records: [CategoryRecord]) -> RunFacts {
    let published = PublishedDataset.of(dataset.layout)
    let known = Set(published?.categories.map(\.name) ?? [])
    return RunFacts(
      dataset: records.allSatisfy { known.contains($0.name) } ? published?.name : nil,
      data: URL(fileURLWithPath: dataset.root).lastPathComponent, layout: dataset.layout.rawValue,
      categories: records.map(\.name), sampleLimit: fitting?.sampleLimit, seeds: plan.seeds)
  }

  /// Ends the run on a signal with a sentence how to go on.
  func watchSignals(_ run: RunFolder) -> EndingSignals {
    EndingSignals(console: console) { [names = categories.map(\.name)] in
      let finished = names.count { run.hasRecord(of: $0) }
      return
        "stopped with \(finished) of \(names.count) categories finished; the same command goes on from there"
    }
  }
}
