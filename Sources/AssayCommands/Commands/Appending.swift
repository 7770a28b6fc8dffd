import Datasets
import Detection
import Files

/// Takes the good parts of a category into a fitted bundle: `fit --append`.
struct Appending {
  /// The options that were typed.
  let command: FitCommand

  /// The bundle to extend.
  let bundle: String

  /// Where words go.
  let console: Console

  /// Writes the extended bundle.
  func run() throws {
    try refuseSettings()
    let pool = command.common.makePool()
    var bundle = try ModelBundle(reading: bundle, on: pool)
    let dataset = try command.data.open(seed: bundle.detector.configuration.seed)
    let category = try dataset.chosenCategory(command.category)
    try category.warnOfMasks(
      besides: bundle.detector.configuration.preprocessing.inspected, console: console)
    let parts = try bundle.detector.append(
      CaptureSource(category.goodSamples(in: .train), in: dataset),
      validation: CaptureSource(category.goodSamples(in: .validation), in: dataset),
      rate: command.rate.falseAlarmRate, category: category.name, on: pool,
      progress: FitProgress { [console] stage, done, total in
        console.progress("\(category.name): \(stage.rawValue)", done: done, of: total)
      })
    bundle.training = bundle.training.appending(parts)
    try OutputFolder.create(parentOf: command.model)
    try bundle.write(to: command.model)
    try console.result(command.model)
    report(parts, on: bundle)
  }

  /// The settings are those of the bundle; others would not be comparable with its rows.
  private func refuseSettings() throws {
    let untouched = try DetectorOptions.parse([]).setup().configuration
    guard try command.detector.setup().configuration == untouched, command.masks.masks == .none else {
      throw CommandFailure(
        .usage,
        "--append keeps the settings and the inspected region of \(DisplayPath(bundle)): leave them out,"
          + " or fit a new model")
    }
  }

  private func report(_ parts: AppendedParts, on bundle: ModelBundle) {
    let name = parts.category
    console.note(
      "\(name): \(parts.parts) parts appended; \(parts.rows[0]) rows became \(parts.rows[1]),"
        + " \(parts.keptRows) of them from before; \(parts.calibration.words)")
    if parts.keptRows < parts.rows[0] {
      console.warning(
        "\(name): \(parts.rows[0] - parts.keptRows) rows from before made room: parts of before may score higher now;"
          + " check them, or fit anew with more --bank-rows")
    }
    if parts.outsizedParts > 0 {
      console.warning(
        "\(name): \(parts.outsizedParts) parts are larger than the view the model was fitted with: they are shown smaller;"
          + " better fit a new model")
    }
    if parts.calibration == .kept { warnAboutThresholds(parts, bundle.detector.calibration) }
  }

  private func warnAboutThresholds(_ parts: AppendedParts, _ calibration: Calibration) {
    let needed = Int((1 / calibration.falseAlarmRate).rounded(.up)) - 1
    console.warning(
      "\(parts.category): the threshold \(calibration.threshold) promises nothing for the new parts: that takes at least"
        + " \(max(needed, 1)) validation parts of their kind, found \(parts.validationParts)"
        + (parts.validationParts > 0
          ? " (\(parts.validationParts - parts.validationFailures) of them score below it)" : ""))
  }
}
