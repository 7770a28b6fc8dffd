/// Products with too few parts for learning, calibration or evaluation, and defects where none belong.
struct PartCountRule: CheckRule {
  /// With fewer good parts than this the natural variation of a product is not seen.
  static let fewTrain = 10

  /// With fewer good parts than this more than one good part in six may fail.
  static let fewValidation = 5

  func findings(_ data: CheckedData) -> [CheckFinding] {
    data.dataset.categories.flatMap { category in
      [
        train(category), validation(category), test(category), misplaced(category, data),
      ].compactMap { $0 }
    }
  }

  private func train(_ category: DatasetCategory) -> CheckFinding? {
    let count = category.goodSamples(in: .train).count
    guard count < Self.fewTrain else { return nil }
    return CheckFinding(
      .partCount, count == 0 ? .error : .warning,
      "\(category.title) has \(Counted(count, "good part")) to learn from.", count: count,
      remedy: "Take \(Self.fewTrain) or more; some tens are usual.")
  }

  private func validation(_ category: DatasetCategory) -> CheckFinding? {
    let count = category.goodSamples(in: .validation).count
    guard count < Self.fewValidation else { return nil }
    return CheckFinding(
      .partCount, .warning,
      "\(category.title) has \(Counted(count, "good part")) to calibrate on.", count: count,
      remedy: Self.calibrationRemedy(count))
  }

  private static func calibrationRemedy(_ count: Int) -> String {
    let need = "One false alarm in a hundred needs 99"
    return count == 0
      ? "\(need); without any, training parts are compared with each other."
      : "\(need); \(count) can promise no less than one in \(count + 1)."
  }

  private func test(_ category: DatasetCategory) -> CheckFinding? {
    let samples = category.samples(in: .test)
    let good = samples.count(where: \.isGood)
    guard good == 0 || good == samples.count else { return nil }
    let what = samples.isEmpty ? "no part" : good == 0 ? "no good part" : "no defective part"
    return CheckFinding(
      .partCount, .note, "\(category.title) has \(what) to test on.", count: 0,
      remedy: "It can be fitted and used; evaluation needs good and defective test parts.")
  }

  private func misplaced(_ category: DatasetCategory, _ data: CheckedData) -> CheckFinding? {
    let found = category.samples.filter { !$0.isGood && $0.split != .test }
    guard !found.isEmpty else { return nil }
    return CheckFinding(
      .defectsInTraining, .error,
      "\(category.title) has \(Counted(found.count, "defective part")) in training or validation, which "
        + "\(agree(found.count, "is", "are")) not learnt from.",
      files: found.map { data.short($0.rgb) }, remedy: "Move them to the test split.")
  }
}
