import ArgumentParser
import Detection

/// The false-alarm rate to promise.
struct RateOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The share of good parts, at most, that may fail; by default 0.01, or the smallest that the good parts support.",
      valueName: "rate"))
  var falseAlarmRate: Double?

  func validate() throws {
    if let falseAlarmRate, !(falseAlarmRate > 0 && falseAlarmRate < 1) {
      throw ValidationError("--false-alarm-rate must lie between 0 and 1, not \(falseAlarmRate).")
    }
  }

  /// The rate for a calibration; one that was asked for by name is kept exactly or refused.
  var rate: FalseAlarmRate { falseAlarmRate.map(FalseAlarmRate.exactly) ?? .atLeast(0.01) }
}
