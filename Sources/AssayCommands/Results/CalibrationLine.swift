import Detection

/// What `assay calibrate` prints; the keys are part of the contract.
struct CalibrationLine: Encodable, Equatable {
  let category: String
  let falseAlarmRate: Double
  let mapThreshold: Float
  let parts: Int
  let realisedRate: FalseAlarmInterval?
  let source: Calibration.Source
  let threshold: Float
  let warnThreshold: Float

  /// The thresholds of a bundle, and what they rest on.
  init(_ bundle: ModelBundle) {
    let calibration = bundle.detector.calibration
    category = bundle.training.category
    falseAlarmRate = calibration.falseAlarmRate
    mapThreshold = calibration.mapThreshold
    parts = calibration.parts
    realisedRate = calibration.realisedRate
    source = calibration.source
    threshold = calibration.threshold
    warnThreshold = calibration.warnThreshold
  }
}

extension Calibration {
  /// One sentence: the threshold, what is promised, and what it rests on.
  var summary: String {
    "threshold \(threshold), false-alarm rate at most \(falseAlarmRate.short)"
      + " (\(parts) good parts, \(source.rawValue)\(interval))"
  }

  private var interval: String {
    realisedRate.map {
      "; the rate of this threshold lies between \($0.low.short) and \($0.high.short) with 95 %"
    } ?? ""
  }
}
