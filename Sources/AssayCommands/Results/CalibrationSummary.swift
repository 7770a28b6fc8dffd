import Datasets
import Detection

/// What a calibration decides and promises, as people read it; `calibrate` and `inspect` print these lines.
struct CalibrationSummary {
  private let calibration: Calibration

  /// The summary of a calibration.
  init(_ calibration: Calibration) {
    self.calibration = calibration
  }

  /// Thresholds, what they promise, what they rest on, and whether scores use adaptors.
  var lines: [String] {
    let good = Counted(calibration.parts, "good part")
    return ["threshold           \(thresholds)"]
      + [
        "false-alarm rate    at most \(calibration.falseAlarmRate.short) in the mean over calibrations,"
          + " from \(good) (\(calibration.source.rawValue))"
      ]
      + [interval].compactMap { $0 } + [decision].compactMap { $0 }
  }

  /// The scores above which a part fails and warns.
  var thresholds: String { "\(calibration.threshold), warn above \(calibration.warnThreshold)" }

  private var interval: String? {
    calibration.realisedRate.map {
      "  this threshold    between \($0.low.short) and \($0.high.short), with a confidence of"
        + " \(Int(($0.confidence * 100).rounded())) %"
    }
  }

  private var decision: String? {
    calibration.fusion.adapted.map { "adaptors            \($0.decision.description)" }
  }
}
