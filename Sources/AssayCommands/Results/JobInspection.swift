import Files
import FineTuning

/// What `assay inspect` says about the run folder of a job.
enum JobInspection {
  /// The lines; nil when the folder holds no job.
  static func lines(about path: String) throws -> [String]? {
    guard let record = try JobRecord.read(in: JobFolder(path)) else { return nil }
    let machine = record.sessions.last?.machine
    let stages = record.seconds.sorted { $0.value > $1.value }.map { "  \($0.key): \($0.value) s" }
    return [
      "fine-tuning job     \(DisplayPath(record.identity.category)), \(record.state.rawValue)"
        + (record.reason.map { ": \(DisplayPath($0))" } ?? ""),
      "training            \(record.step) of \(record.steps) steps stored",
      "good parts          \(record.identity.parts.count)",
      "seed                \(record.identity.configuration.seed)",
      "processes           \(record.sessions.count), the last on \(DisplayPath(machine?.host ?? "?"))"
        + " with \(machine?.instructions ?? "?") instructions",
      "peak memory         \(record.peakMemory / 1_000_000) MB",
    ] + (record.outcome.map { ["outcome             \($0)"] } ?? []) + ["seconds by stage"] + stages
  }
}
