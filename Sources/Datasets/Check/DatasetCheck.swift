import Synchronization
import Tensors

/// Looks through a data set and says in sentences what is missing, mismatched, duplicated, in the wrong unit or
/// of the wrong type.
public struct DatasetCheck: Sendable {
  /// Told how many parts of how many have been read.
  public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

  /// The choices that the data set leaves open.
  public var options = DatasetOptions()

  /// How the data set is laid out.
  public var layout: DatasetLayout = .automatic

  /// A check with default choices.
  public init() {}

  private static let rules: [any CheckRule] = [
    OmissionRule(), FaultRule(), SizeRule(), UnitRule(), CoverageRule(), DuplicateRule(), MaskRule(),
    ConstantImageRule(), PartCountRule(), PublishedSetRule(),
  ]

  /// Reads every file of the data set once; a folder that is no data set gives a report too.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - pool: The threads to read on; the report does not depend on it.
  ///   - progress: Called after each part, one call at a time, with rising counts.
  /// - Returns: The findings.
  public func run(
    _ root: String, on pool: WorkerPool, progress: @escaping Progress = { _, _ in }
  ) -> CheckReport {
    do throws(DatasetError) {
      let dataset = try Dataset.open(root: root, layout: layout, options: options)
      return report(dataset, on: pool, progress: progress)
    } catch {
      let finding = CheckFinding(.layout, .error, error.description, count: 1)
      return CheckReport(root: root, layout: nil, categories: [], findings: [finding])
    }
  }

  private func report(
    _ dataset: Dataset, on pool: WorkerPool, progress: @escaping Progress
  ) -> CheckReport {
    let samples = dataset.samples
    let inspector = SampleInspector(options: options)
    let counter = Mutex(0)
    let measurements = pool.map(samples.count) { index in
      let measurement = inspector.inspect(samples[index])
      counter.withLock { done in
        done += 1
        progress(done, samples.count)
      }
      return measurement
    }
    let data = CheckedData(dataset: dataset, measurements: measurements)
    return CheckReport(
      root: dataset.root, layout: dataset.layout, categories: dataset.categories.map(CategorySummary.init),
      findings: Self.rules.flatMap { $0.findings(data) })
  }
}
